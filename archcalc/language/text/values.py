"""The values of a document, which remember where they stand."""

from __future__ import annotations

from typing import Any

from archcalc.base.errors import Place, Source, quoted
from archcalc.base.named_tuples import NamedTuple, written

NO_KEYS: dict[str, Value] = {}
"""Most values are no mappings, and share this."""


class Value:
    """A value of the document: `data` is None, bool, int, float, str, a list of values, or a dict of values by key.

    `keys` holds the key scalars of a mapping, for their places.
    """

    __slots__ = ("column", "data", "in_quotes", "keys", "line", "source", "text", "width")

    def __init__(self, data: Any, source: Source, line: int, column: int, width: int = 1, text: str = "",
                 in_quotes: bool = False, keys: dict[str, Value] | None = None) -> None:
        """`line`, `column` and `width` say where the value begins; `text` is a scalar as written."""
        self.data, self.source, self.text, self.keys = data, source, text, keys or NO_KEYS
        self.line, self.column, self.width, self.in_quotes = line, column, width, in_quotes

    def __repr__(self) -> str:
        return written("Value", [("data", self.data), ("line", self.line), ("column", self.column)])

    def holding(self, data: Any) -> Value:
        """Other data at the same place."""
        return Value(data, self.source, self.line, self.column, self.width, self.text, self.in_quotes, self.keys)

    @property
    def place(self) -> Place:
        """The place where the value begins."""
        return Place(self.source, self.line, self.column, self.width)

    @property
    def found(self) -> str:
        """The value in words, for a message."""
        if isinstance(self.data, dict):
            return "a mapping"
        if isinstance(self.data, list):
            return "a list"
        return quoted(self.text) if self.text else "nothing"

    def plain(self) -> Any:
        """The value without its places.

        >>> from archcalc.language.text.document import parse
        >>> parse("a: [1, 2.5, yes]", "x.yaml").root.plain()
        {'a': [1, 2.5, 'yes']}
        """
        if isinstance(self.data, dict):
            return {key: value.plain() for key, value in self.data.items()}
        if isinstance(self.data, list):
            return [value.plain() for value in self.data]
        return self.data


class Document(NamedTuple):
    """A parsed text."""

    source: Source
    root: Value
