"""Networks of one's own that go by their names, as the bundled ones do: files in folders that plugins bring."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import suppress
from pathlib import Path

from archcalc.base import files, plugins
from archcalc.base.errors import ArchcalcError, quoted
from archcalc.base.registry import canonical
from archcalc.language.spec import variants
from archcalc.language.text.characters import MOST_BYTES, decode
from archcalc.language.text.document import Document, parse

_MOST_FILES = 2000


def add(folder: Path, taken: Collection[str]) -> None:
    """Take a folder's networks in. Raises ArchcalcError where one has a name that is `taken`, or another folder's."""
    if not files.is_folder(folder):
        raise ArchcalcError.of("file", f"{quoted(folder, most=200)} is not a folder", hint="is the path right?")
    if any(files.same(folder, other) for other in plugins.folders):
        return
    own = _files(folder)
    if len(own) > _MOST_FILES:
        raise ArchcalcError.of("too-large", f"{quoted(folder, most=200)} has more than {_MOST_FILES:,} networks",
                               hint="put them into several folders")
    others = {*map(canonical, taken), *names()}
    twice = [path.name for name, path in own.items() if name in others]
    if twice:
        raise ArchcalcError.of("plugin", f"{quoted(folder, most=200)} has networks whose names are others' already: "
                                         f"{quoted(', '.join(twice), '', most=200)}", hint="give the files other names")
    plugins.folders.append(folder)


def names() -> dict[str, Path]:
    """The file of every network, by its canonical name, in the folders that are known so far."""
    return {name: path for folder in plugins.folders for name, path in _files(folder).items()}


def find(name: str) -> tuple[Document, str, Path] | None:
    """A network by its name, or as a variant of a file; with the folder beside which it may extend others."""
    own, key = names(), canonical(name.strip().replace(" ", "-"))
    if key in own:
        document = _document(own[key])
        return document, (variants(document) or (own[key].stem,))[0], own[key].parent
    for path in own.values():
        with suppress(ArchcalcError):  # what is wrong with another file is told when that one is asked for
            document = _document(path)
            for variant in variants(document):
                if canonical(variant) == key:
                    return document, variant, path.parent
    return None


def _files(folder: Path) -> dict[str, Path]:
    return {canonical(path.stem): path for path in sorted(folder.glob("*.yaml"))}


def _document(path: Path) -> Document:
    return parse(decode(files.content(path, MOST_BYTES), str(path)), str(path))
