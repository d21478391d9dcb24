"""Specifications by name or path: the bundled collection, files of one's own, standard input."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Mapping
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from archcalc.base import files, plugins
from archcalc.base.errors import ArchcalcError, Mistake, Source, quoted
from archcalc.base.suggestions import did_you_mean
from archcalc.language.diagnostics import Notes
from archcalc.language.input_sizes import sizes
from archcalc.language.spec import Edits, Spec, configured, extended, read, variants
from archcalc.language.text.characters import MOST_BYTES, decode
from archcalc.language.text.document import Document, Value, parse
from archcalc.language.text.packed import unpacked

UNSAVED: ContextVar[Mapping[Path, str]] = ContextVar("unsaved", default=MappingProxyType({}))
"""Files as an editor holds them, which are read instead of those on the disk."""
MOST_EXTENDS, _MOST_MEMBERS = 16, 12
_PACKAGE = Path(__file__).parent.parent
_ONNX, _TORCH = ".onnx", "torch:"
_KERAS = (".keras", ".json")
_FOREIGN = {
    **dict.fromkeys((".h5", ".hdf5"), "keras.models.load_model(FILE).save('model.keras') makes one that is read"),
    ".py": "what Python makes is torch:MODULE:NAME",
    **dict.fromkeys((".pt", ".pth", ".ckpt", ".bin", ".safetensors"),
                    "these are weights: a network is torch:MODULE:NAME, or archcalc.from_torch(module, x) in Python"),
    **dict.fromkeys((".pb", ".tflite", ".mlmodel", ".prototxt", ".caffemodel"),
                    "export it as ONNX: archcalc reads .onnx, .keras, .yaml, torch:MODULE:NAME"),
}
"""Files of other programs by their endings, and the way from there."""


@lru_cache
def folder() -> Path:
    """The folder of bundled architectures: inside an installed package, or beside it in a checkout."""
    installed = _PACKAGE / "architectures"
    return installed if installed.is_dir() else _PACKAGE.parent / "architectures"


def load(name: str, *, options: Mapping[str, object] | None = None, input_size: str | None = None,
         changes: Mapping[str, object] | None = None) -> Spec:
    """The specification called `name`: a bundled one, a .yaml (`net.yaml#variant`), .onnx or .keras file, or -, stdin.

    `torch:MODULE:NAME` is what a Python function or class makes, a torch.nn.Module; `options` are its arguments.

    `options` sets the network's options, `input_size` ("3x256x256") its input, `changes` attributes of its layers
    ({"conv1.stride": 2}). Raises ArchcalcError with every mistake.
    """
    if name.endswith(_ONNX):
        from archcalc.loading import onnx

        spec = onnx.read(Path(name))
    elif name.endswith(_KERAS):
        from archcalc.loading import keras

        spec = keras.read(Path(name))
    elif name.startswith(_TORCH):
        from archcalc.loading import frameworks
        from archcalc.loading.given_words import value_of

        given = {key: value_of(f"--set {key}", str(value)).plain() for key, value in (options or {}).items()}
        spec = frameworks.named(name.removeprefix(_TORCH), given, input_size or frameworks.USUAL_INPUT)
        options = input_size = None
    else:
        spec = _spec(*_locate(name), ())
    return adapted(spec, options, input_size, changes)


def adapted(spec: Spec, options: Mapping[str, object] | None = None, input_size: str | None = None,
            changes: Mapping[str, object] | None = None) -> Spec:
    """The same network with other values of its options, another input, other attributes of its layers; as `load`."""
    if not options and input_size is None and not changes:
        return spec
    from archcalc.loading.given_words import asked_inputs, value_of

    spec = spec.unpublished()
    if options:
        spec = configured(spec, {key: value_of(f"--set {key}", str(value)) for key, value in options.items()})
    if input_size is not None:
        notes = Notes()
        spec = spec._replace(inputs={name: sizes(value, spec.options, notes)
                                     for name, value in asked_inputs(spec, input_size).items()})
        spec = spec._replace(warnings=(*spec.warnings, *notes.warnings))
    return with_changes(spec, changes or {})


def with_changes(spec: Spec, changes: Mapping[str, object]) -> Spec:
    """The same network with attributes of some layers changed: {"conv1.stride": 2}."""
    if not changes:
        return spec
    from archcalc.loading.given_words import change_of

    return spec.unpublished().with_edits(Edits(tuple(map(change_of, changes.items()))))


def source(name: str) -> str:
    """The text of the file in which the network `name` is written."""
    return _locate(name)[0].source.text


def copied(name: str) -> str:
    """The same text, with the network first among its variants, so that a copy of the file shows it."""
    document, variant, _ = _locate(name)
    text = document.source.text
    written = document.root.data.get("variants") if isinstance(document.root.data, dict) else None
    if written is None or variant not in written.keys or next(iter(written.keys)) == variant:
        return text
    lines = text.splitlines(keepends=True)
    starts = sorted(key.place.line - 1 for key in (*written.keys.values(), *document.root.keys.values()))
    first, own = min(key.place.line for key in written.keys.values()) - 1, written.keys[variant].place.line - 1
    end = next((start for start in starts if start > own), len(lines))
    moved = "".join([*lines[:first], *lines[own:end], *lines[first:own], *lines[end:]])
    return moved if variants(parse(moved, document.source.name))[0] == variant else text


def names() -> dict[str, Path]:
    """Every bundled network, and the file it is in."""
    return {name: path for path in sorted(folder().glob("*.yaml"))
            for name in (variants(_document(path)) or (path.stem,))}


def normalised(name: str) -> str:
    """A name as the files have it: any case, hyphens or underscores alike."""
    return name.strip().lower().replace("-", "_").replace(" ", "_")


def _locate(name: str) -> tuple[Document, str, Path | None]:
    """The document of a network, the network's name in it, and the folder beside which it may extend others."""
    if name.endswith((_ONNX, *_KERAS)) or name.startswith(_TORCH):
        raise ArchcalcError.of("usage", f"{quoted(name)} has no specification to show: it was not written in one",
                               hint="archcalc new FILE --from NAME begins with a bundled one")
    foreign = _FOREIGN.get(Path(name).suffix.lower())
    if foreign:
        raise ArchcalcError.of("unknown-network", f"archcalc reads no network from {quoted(name)}", hint=foreign,
                                expected="a bundled name, a .yaml, .onnx or .keras file, torch:MODULE:NAME, or -")
    if name == "-":
        document = parse(decode(sys.stdin.buffer.read(MOST_BYTES + 1), "standard input"), "<stdin>")
        return document, (variants(document) or ("stdin",))[0], None
    path, _, variant = name.partition("#")
    if path.endswith((".yaml", ".yml")) or os.sep in path:
        return _file(Path(path), variant)
    found = _bundled(normalised(name))
    if found is not None:
        return (*found, folder())
    from archcalc.loading import own_folders

    plugins.look()
    own = own_folders.find(name)
    if own is None:
        raise _unknown(name)
    return own


def of_document(document: Document, variant: str = "", beside: Path | None = None) -> Spec:
    """The specification of a document, or of one of its variants; `beside` is the folder of what it may extend.

    Raises ArchcalcError.
    """
    return _spec(document, _asked(document, variant), beside, ())


def _file(path: Path, variant: str) -> tuple[Document, str, Path]:
    document = parse(UNSAVED.get().get(path) or _text(path, str(path)), str(path))
    return document, _asked(document, variant), path.parent


def _asked(document: Document, variant: str) -> str:
    """The name of the network that is asked for in a file: a variant, the first of them, or the file's only one."""
    known, path = variants(document), document.source.name
    if variant and variant not in known:
        expected = f"one of: {', '.join(known)}" if known else "the path alone: it has no variants"
        raise ArchcalcError.of("unknown-variant", f"{quoted(path, '')} has no variant {quoted(variant)}",
                               hint=did_you_mean(variant, known), expected=expected)
    return variant or (known or (Path(path).stem,))[0]


def _bundled(name: str) -> tuple[Document, str] | None:
    """A bundled network: its own file, or a variant of the file whose name it begins with; else of any file."""
    own = folder() / f"{name}.yaml"
    if name.isidentifier() and files.is_there(own) and not variants(_document(own)):
        return _document(own), name
    with os.scandir(folder()) as entries:
        stems = [entry.name.removesuffix(".yaml") for entry in entries if entry.name.endswith(".yaml")]
    for stem in sorted(stems, key=lambda stem: (not name.startswith(stem), -len(stem), stem)):
        if name in variants(document := _document(folder() / f"{stem}.yaml")):
            return document, name
    return None


def begun(name: str) -> list[str]:
    """The bundled networks of the file of that name, or else whose names begin with that word; _ says nothing."""
    known, word = names(), normalised(name).replace("_", "")
    family = folder() / f"{normalised(name)}.yaml"
    if family in known.values():
        return [member for member, path in known.items() if path == family]
    begins = re.compile("_?".join(map(re.escape, word)) + (r"(?!\d)" if word[-1:].isdigit() else r"(?=_|v?\d|$)"))
    return [each for each in known if word and begins.match(each)]


def _unknown(name: str) -> ArchcalcError:
    from archcalc.loading import own_folders

    members = begun(name)
    if len(members) > 1:
        shown = ", ".join((*members[:_MOST_MEMBERS], *(["..."] if len(members) > _MOST_MEMBERS else [])))
        return ArchcalcError.of("unknown-network", f"{quoted(name)} is a family", expected=f"one of: {shown}")
    known = [*names(), *(path.stem for path in own_folders.names().values())]
    near = f"did you mean {quoted(members[0])}?" if members else did_you_mean(normalised(name), known)
    return ArchcalcError.of("unknown-network", f"there is no network {quoted(name)}",
                            hint=near or "archcalc list shows them all")


@lru_cache(maxsize=256)
def _document(path: Path) -> Document:
    """A bundled document; the wheel holds each one packed beside its text."""
    text = _text(path, path.name)
    beside = path.parent / "packed" / f"{path.stem}.packed"
    document = unpacked(beside.read_bytes(), Source(path.name, text)) if beside.exists() else None
    return document or parse(text, path.name)


def _text(path: Path, name: str) -> str:
    return decode(files.content(path, MOST_BYTES, hint="write - to read standard input"), name)


def _spec(document: Document, name: str, beside: Path | None, chain: tuple[tuple[str, str], ...]) -> Spec:
    """The specification of a document, on top of those that it extends."""
    link = (document.source.name, name)
    parent = extended(document)
    if parent is None:
        return read(document, name)
    if link in chain or len(chain) >= MOST_EXTENDS:
        raise ArchcalcError([Mistake("cycle", "a file extends itself", parent.place,
                                     " -> ".join(step for _, step in (*chain, link)))])
    return read(document, name, _spec(*_parent(parent, beside), (*chain, link)))


def _parent(parent: Value, beside: Path | None) -> tuple[Document, str, Path | None]:
    """The network that a file extends: a file beside it, or a bundled one, and nothing else."""
    name = str(parent.data)
    if not isinstance(parent.data, str) or not name.replace("-", "_").isidentifier():
        raise ArchcalcError([Mistake("extends", f"expected a network's name, found {parent.found}", parent.place,
                                     "extends looks beside the file and in the bundled collection")])
    if beside is not None and beside != folder() and files.is_there(beside / f"{name}.yaml"):
        return _file(beside / f"{name}.yaml", "")
    found = _bundled(normalised(name))
    if found is None:
        raise ArchcalcError([Mistake("unknown-network", f"there is no network {quoted(name)}", parent.place,
                                     did_you_mean(normalised(name), names()))])
    return (*found, folder())
