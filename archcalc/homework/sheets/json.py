"""Sheets as JSON: {"network": "vgg16", "answers": {"conv1_1.params": 1792}}, or a list of questions with answers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from archcalc.base.errors import ArchcalcError, quoted
from archcalc.base.files import table_text
from archcalc.homework.sheets import Sheet
from archcalc.homework.sheets._nested import nested

SUFFIXES = (".json",)


def read(raw: bytes, name: str) -> Iterator[Sheet]:
    """The sheet in a JSON value; numbers stay as they are written."""
    try:
        value = json.loads(table_text(raw, name), parse_int=str, parse_float=str, parse_constant=str,
                           object_pairs_hook=_unique)
    except json.JSONDecodeError as error:
        raise ArchcalcError.of("syntax", f"{quoted(name)}:{error.lineno}:{error.colno}: this is not JSON",
                               expected='JSON such as {"conv1.params": 1216}') from None
    except RecursionError:
        raise ArchcalcError.of("too-deep", f"{quoted(name)} is nested too deeply",
                               expected='answers by layer: {"conv1": {"params": 1216}}') from None
    return nested(value, name)


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object whose keys differ."""
    found = dict(pairs)
    if len(found) < len(pairs):
        twice = next(key for i, (key, _) in enumerate(pairs) if key in dict(pairs[:i]))
        raise ArchcalcError.of("repeated-key", f"the key {quoted(twice)} stands there twice",
                               hint="one answer to a question")
    return found
