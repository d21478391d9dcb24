"""The values of a document, which remember where they stand."""

from __future__ import annotations

from typing import Any, NamedTuple

from archcalc.errors import Place, Source, quoted


class Stretch(NamedTuple):
    """Where a value stands, as line, column and width, and a scalar as written."""

    at: tuple[int, int, int]
    value: str = ""


_NO_KEYS: dict[str, Value] = {}
"""Most values are no mappings, and share this."""


class Value:
    """A value of the document: `data` is None, bool, int, float, str, a list of values, or a dict of values by key.

    `keys` holds the key scalars of a mapping, for their places.
    """

    __slots__ = ("_stretch", "data", "keys", "source")

    def __init__(self, data: Any, stretch: Any, source: Source, keys: dict[str, Value] | None = None) -> None:
        """`stretch` is a `Stretch`, or one of libyaml's events, which tells as much and is made faster."""
        self.data, self._stretch, self.source, self.keys = data, stretch, source, keys or _NO_KEYS

    @property
    def text(self) -> str:
        """A scalar as written; nothing for a list or a mapping."""
        return getattr(self._stretch, "value", "")

    @property
    def place(self) -> Place:
        """Where the value begins."""
        if type(self._stretch) is Stretch:
            return Place(self.source, *self._stretch.at)
        start, end = self._stretch.start_mark, self._stretch.end_mark
        width = end.column - start.column if end.line == start.line else 1
        return Place(self.source, start.line + 1, start.column + 1, width)

    @property
    def found(self) -> str:
        """What stands here, in words, for a message."""
        if isinstance(self.data, dict):
            return "a mapping"
        if isinstance(self.data, list):
            return "a list"
        return quoted(self.text) if self.text else "nothing"

    def plain(self) -> Any:
        """The value without its places.

        >>> from archcalc.document import parse
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
