"""The file that is edited: opened from disk, a bundled network or nothing; saved whole or not at all."""

from __future__ import annotations

import json
import os
from hashlib import blake2b
from pathlib import Path

from archcalc.base import files
from archcalc.base.atomic_files import write
from archcalc.base.errors import ArchcalcError, quoted
from archcalc.base.named_tuples import NamedTuple
from archcalc.language.text.characters import MOST_BYTES, decode
from archcalc.loading import library, written_text

EXAMPLE = """\
# A network of your own: what goes in, then its layers, one after another.
# The figures beside each line are its volume, its parameters and its MACs for one image.
input: [3, 32, 32]

layers:
  - conv3-64
  - relu
  - pool2
  - conv3-128
  - relu
  - pool2
  - flatten
  - fc-10
"""
_ENDINGS = (".yaml", ".yml")
_MARK = "\ufeff"


class EditedFile(NamedTuple):
    """A text, the file that it is saved to (none yet, of a copy), and the digest of what stood there when it was read.

    `name` is what messages call it, `folder` where its file is or will be. `ends` is how lines end in the file, `mark`
    what it begins with, and `note` is to be said when it is opened.
    """

    text: str
    name: str
    folder: Path
    path: Path | None = None
    digest: str = ""
    variant: str = ""
    ends: str = "\n"
    mark: str = ""
    note: str = ""


def opened(name: str | None) -> EditedFile:
    """The text to edit: a file's, a copy of a bundled network's, notation as it was typed, or an example.

    Raises ArchcalcError.
    """
    if name is None:
        return EditedFile(EXAMPLE, "net.yaml", Path(), note="An example: change it, and save it as a file of your own.")
    if written_text.is_notation(name):
        return EditedFile(name + "\n", "net.yaml", Path(), note="Notation: saving makes a .yaml file of it.")
    path, _, variant = name.partition("#")
    if path.endswith(_ENDINGS):
        return _of_path(Path(path), variant)
    if name == "-" or os.sep in name or "." in name or ":" in name:
        raise ArchcalcError.of("usage", f"edit wants a bundled network or a .yaml file, found {quoted(name)}",
                               hint=f"archcalc new my.yaml --from {quoted(name, '')} makes a file of a model")
    return EditedFile(library.copied(name), f"{library.normalised(name)}.yaml", Path(),
                      note=f"A copy of the bundled {library.normalised(name)}: save it as a file of your own.")


def _of_path(path: Path, variant: str) -> EditedFile:
    if not files.is_there(path):
        if not path.parent.is_dir():
            raise ArchcalcError.of("file", f"there is no folder {quoted(path.parent)}", hint="make it first")
        return EditedFile(EXAMPLE, path.name, path.parent, note=f"{path.name} is not there yet: saving makes it.")
    raw = files.content(path, MOST_BYTES)
    text = decode(raw, str(path))
    ends = "\r\n" if "\r\n" in text else "\n"
    mark = _MARK if raw.startswith(_MARK.encode()) else ""
    return EditedFile(text.removeprefix(_MARK).replace("\r\n", "\n").replace("\r", "\n"), path.name, path.parent, path,
                      digest(raw), variant, ends, mark)


def digest(content: bytes) -> str:
    """The digest that tells one state of a file from another."""
    return blake2b(content, digest_size=16).hexdigest()


def saved(file: EditedFile, text: str, known: str, name: str) -> EditedFile:
    """The file with a text written to it, under a name beside it; `known` is the digest of the state that is replaced.

    Notation is written as YAML, which is what a file of that ending holds. Raises ArchcalcError where the file is no
    longer in that state, is another's, or cannot be written; the old one then stands as it was.
    """
    path = _target(file, name)
    found = digest(files.content(path, MOST_BYTES)) if files.is_there(path) else ""
    if found != known and found and not known:
        raise ArchcalcError.of("output", f"{quoted(path.name)} is there already, and is not what is edited here",
                               hint="save under another name")
    if found != known:
        raise ArchcalcError.of("changed", f"{quoted(path.name)} has changed on disk since this page read it",
                               hint="save under another name, or load the page again and lose what was typed")
    text = as_specification(text)
    content = (file.mark + text.replace("\n", file.ends)).encode("utf-8", "surrogatepass")
    write(path, content)
    return file._replace(text=text, name=path.name, path=path, digest=digest(content), note="")


def _target(file: EditedFile, name: str) -> Path:
    """The file of a name: beside what is edited, in no other folder. Raises ArchcalcError."""
    word = name.strip()
    if not word.endswith(_ENDINGS) or Path(word).name != word or "\\" in word or word.startswith("."):
        raise ArchcalcError.of("usage", f"a name that ends in .yaml is wanted, found {quoted(name)}",
                               hint="my.yaml; it is written beside the file that is edited")
    return file.folder / word


def as_specification(text: str) -> str:
    r"""A text as a .yaml file holds it: notation becomes an input and its chain, a line for each of its lines.

    >>> as_specification("32x32x3 -> CONV3-64 -> POOL2")
    'input: [3, 32, 32]\nlayers:\n  - CONV3-64 -> POOL2\n'
    >>> as_specification("input: [3, 8, 8]")
    'input: [3, 8, 8]'
    """
    if not written_text.is_notation(text):
        return text
    root = written_text.document(text).root.data
    lines = [line.text if all(letter not in line.text for letter in ":#\"'") else json.dumps(line.text)
             for line in root["layers"].data]
    return "\n".join([f"input: {root['input'].plain()}", "layers:", *(f"  - {line}" for line in lines), ""])
