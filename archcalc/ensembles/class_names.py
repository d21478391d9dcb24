"""The names of classes, for files whose columns have none: words with commas between, or a file of them."""

from __future__ import annotations

import json
from pathlib import Path

from archcalc.base import files
from archcalc.base.errors import ArchcalcError, quoted
from archcalc.base.files import unreadable

_MOST_BYTES = 1 << 20


def class_names(text: str | None) -> tuple[str, ...]:
    """The names, in order: `cat,dog`; or those of a file, a JSON list or one name a line. Raises ArchcalcError.

    >>> class_names("cat, dog"), class_names(None)
    (('cat', 'dog'), ())
    """
    if text is None:
        return ()
    names = [word.strip() for word in text.split(",")] if "," in text else _of_file(Path(text))
    if len(set(names)) < len(names) or "" in names:
        raise ArchcalcError.of("usage", f"--classes wants a name for every class, each another, found {quoted(text)}",
                               hint="for example --classes cat,cow,dog, or a file with a name on every line")
    return tuple(names)


def _of_file(path: Path) -> list[str]:
    try:
        text = files.content(path, _MOST_BYTES).decode("utf-8")
        names = json.loads(text) if path.suffix == ".json" else text.splitlines()
    except (ValueError, RecursionError) as error:
        raise unreadable(path, error) from None
    if not isinstance(names, list) or not all(isinstance(name, str | int) for name in names):
        raise ArchcalcError.of("labels", f"{quoted(path)} holds something else than names",
                               expected="a JSON list with the name of every class, in order")
    return [str(name).strip() for name in names]
