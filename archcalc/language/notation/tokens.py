"""Text in notation -> tokens, each a value at its place in the file, also where a text is folded over lines."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache
from itertools import accumulate

from archcalc.base.named_tuples import NamedTuple
from archcalc.language.text.values import Value

EXPRESSION = r"\$\{[^{}]*\}"
"""An expression in a text; none holds braces, so that a text of many that are not closed is read in one pass."""
NUMBER = rf"(?:[0-9]+|{EXPRESSION})"
"""A whole number, or an expression in its place."""
SIZE = rf"{NUMBER}(?:[x×]{NUMBER})*"
"""A number, or one for each axis: 3x3."""
_TOKEN = re.compile(rf"""
    (?P<arrow>->|→)
  | (?P<open>\()
  | (?P<close>\))
  | (?P<times>{NUMBER}[x×](?=\s|\())
  | (?P<over>/\s*{SIZE})
  | (?P<word>(?:{EXPRESSION}|(?!->|→)[^\s()/])+|/)
""", re.VERBOSE)
ASKED_AGAIN = 8
"""So many texts are remembered: whether one is notation is asked first, and then it is read."""
_QUOTES, _BLOCKS = "\"'", "|>"


class NotationToken(NamedTuple):
    """A word, a sign (arrow, open, close), a count of rounds (times) or a stride (over), from `start` to `end`."""

    kind: str
    text: str
    start: int
    end: int


def is_expression(text: str) -> bool:
    """True where a text is one expression, and nothing beside it."""
    return text.startswith("${") and text.endswith("}") and not {*"{}"} & {*text[2:-1]}


@lru_cache(ASKED_AGAIN)
def tokens(text: str) -> tuple[NotationToken, ...]:
    """Every token of a text; there is no text that has none but of spaces.

    >>> [token.text for token in tokens("2x (CONV3-64->RELU)/2")]
    ['2x', '(', 'CONV3-64', '->', 'RELU', ')', '/2']
    """
    return tuple([NotationToken(found.lastgroup or "", found[0], *found.span()) for found in _TOKEN.finditer(text)])


class LetterPlaces:
    """Where the letters of a scalar stand in its file."""

    def __init__(self, value: Value) -> None:
        self.value = value
        self.columns: list[tuple[int, int]] | None = None
        """Line and column of every letter, where they do not stand one after another on a line."""
        length = len(value.text)
        self.shift = int(value.in_quotes)
        if length and value.width not in {length, length + 2 * self.shift}:
            self.columns = _folded(value)

    def at(self, start: int, end: int, data: object, text: str = "") -> Value:
        """A value that stands from one letter up to another, and holds `data`."""
        value = self.value
        if self.columns is None:
            return Value(data, value.source, value.line, value.column + self.shift + start, max(1, end - start), text)
        line, column = self.columns[min(start, len(self.columns) - 1)]
        return Value(data, value.source, line, column, max(1, end - start), text)

    def moved(self, value: Value) -> Value:
        """A value that stands somewhere in the text, with all that it holds, as it stands in the file."""
        data, start = value.data, value.column - 1
        kind = type(data)
        if kind is list:
            data = [self.moved(item) for item in data]
        elif kind is dict:
            data = {name: self.moved(item) for name, item in data.items()}
        whole = self.value
        made = (Value(data, whole.source, whole.line, whole.column + self.shift + start, value.width, value.text)
                if self.columns is None else self.at(start, start + value.width, data, value.text))
        if kind is dict:
            made.keys = {name: self.moved(key) for name, key in value.keys.items()}
        return made


def _folded(value: Value) -> list[tuple[int, int]]:
    """The places of a folded text's letters: those of the file, one by one, spaces left out.

    Where they are not the same, as behind an escape, the beginning stands for the rest.
    """
    text, starts = value.source.text, _line_starts(value.source.text)
    position = starts[value.line - 1] + value.column - 1
    if text[position: position + 1] in _BLOCKS:
        position = starts[min(value.line, len(starts) - 1)]
    places, place, same = [], (value.line, value.column), True
    position += text[position: position + 1] in {*_QUOTES}
    for letter in value.text:
        if same and not letter.isspace():
            while text[position: position + 1].isspace():
                position += 1
            same = text[position: position + 1] == letter
            line = bisect_right(starts, position)
            place = (line, position - starts[line - 1] + 1) if same else (value.line, value.column)
            position += 1
        places.append(place)
    return places


@lru_cache(maxsize=2)
def _line_starts(text: str) -> list[int]:
    """The position at which each line begins."""
    return [0, *accumulate(len(line) + 1 for line in text.split("\n"))]
