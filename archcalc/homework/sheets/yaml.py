"""Sheets as YAML: network, student, and answers by question."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from archcalc.homework.answers.written_signs import BIDIRECTIONAL
from archcalc.homework.sheets import Sheet
from archcalc.homework.sheets._nested import nested
from archcalc.language.text import characters, document
from archcalc.language.text.document import Value

SUFFIXES = (".yaml", ".yml")
_BEGINNING = "write answers by question: {conv1.params: 1216}"


def read(raw: bytes, name: str) -> Iterator[Sheet]:
    """The sheet in a YAML document; scalars stay as they are written."""
    plain = raw.decode("utf-8", "surrogateescape").translate(BIDIRECTIONAL).encode("utf-8", "surrogateescape")
    return nested(_written(document.parse(characters.decode(plain, name), name, _BEGINNING).root), name)


def _written(value: Value) -> Any:
    if isinstance(value.data, dict):
        return {key: _written(item) for key, item in value.data.items()}
    if isinstance(value.data, list):
        return [_written(item) for item in value.data]
    return value.text
