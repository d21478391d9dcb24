"""Lines and columns of a text as editors count them, against those of the text as it is read.

Editors count from 0, and columns in units of an encoding: UTF-16 unless they agree on another. Places count from 1, in
letters, and know no mark at the beginning of a file.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from archcalc.base.named_tuples import NamedTuple

_BREAK = re.compile(r"\r\n|\n|\r")
_MARK = "\ufeff"
UNITS: dict[str, Callable[[str], int]] = {
    "utf-8": lambda text: len(text.encode("utf-8", "surrogatepass")),
    "utf-16": lambda text: len(text.encode("utf-16-le", "surrogatepass")) // 2,
    "utf-32": len,
}
"""The number of units that a text takes in each encoding of columns."""


class TextSpot(NamedTuple):
    """A place between letters: line and column count from 1."""

    line: int
    column: int


class TextLines:
    r"""The lines of a text as an editor holds it.

    >>> lines = TextLines("a: \U0001f600 b\r\nc: 1")
    >>> lines.spot(0, 6), lines.units(1, 6), lines.count
    (TextSpot(line=1, column=6), 6, 2)
    """

    def __init__(self, text: str, encoding: str = "utf-16") -> None:
        self.lines = _BREAK.split(text)
        self.encoding, self.shift = encoding, int(text.startswith(_MARK))
        self.width = UNITS[encoding]

    @property
    def text(self) -> str:
        """The text as it is read: without a mark at its beginning, with one kind of break."""
        return "\n".join(self.lines)[self.shift:]

    @property
    def count(self) -> int:
        """The number of lines; a text that ends with a break has an empty one behind it."""
        return len(self.lines)

    def spot(self, line: int, units: int) -> TextSpot:
        """The place of an editor's position; one behind a line's end, or the text's, is that end."""
        if line >= self.count:
            return TextSpot(self.count, len(self.lines[-1]) + 1 - self._shift(self.count))
        text, number = self.lines[max(0, line)], max(0, line) + 1
        letters = units if text.isascii() else self._letters(text, units)
        return TextSpot(number, max(0, min(letters, len(text)) - self._shift(number)) + 1)

    def units(self, line: int, column: int) -> int:
        """The editor's column of a place."""
        text = self.lines[line - 1] if 0 < line <= self.count else ""
        letters = max(0, column - 1) + self._shift(line)
        return min(letters, len(text)) if text.isascii() else self.width(text[:letters])

    def _shift(self, line: int) -> int:
        return self.shift if line == 1 else 0

    def _letters(self, text: str, units: int) -> int:
        """The letters that lie whole within so many units."""
        for letters, letter in enumerate(text):
            units -= self.width(letter)
            if units < 0:
                return letters
        return len(text)
