"""The words of a text and what each of them is: operators, modules, attributes, layers, options, where they stand."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum

from archcalc.base.errors import Place
from archcalc.base.named_tuples import NamedTuple
from archcalc.language.expansion.names import WILD
from archcalc.language.text.values import Value


class Role(Enum):
    """A word's part in a text, as people call it."""

    KEY = "key"
    FORM = "form"
    OPERATOR = "operator"
    MODULE = "module"
    ATTRIBUTE = "attribute"
    VALUE = "value"
    LAYER = "layer"
    NAME = "name"
    FUNCTION = "function"
    INCOMING = "volume that comes in"
    NETWORK = "network"


class TextWord(NamedTuple):
    """A word of a text: its part, its name, its place, and `scope`, the module or loop in which its name is known.

    `of` is the thing that has it: the mapping of a key, the operator or module of an attribute, the operator and
    attribute of a value, the kind of a named layer's step. A word that `defines` gives the name that others use.
    `step` is the place of the step in which it stands.
    """

    role: Role
    name: str
    place: Place
    scope: str = ""
    of: str = ""
    defines: bool = False
    step: Place | None = None

    def holds(self, line: int, column: int) -> bool:
        """True where a place is in the word, or just behind it."""
        return self.place.line == line and self.place.column <= column <= self.place.column + self.place.width


def inner(value: Value) -> Place:
    """The place of a text without its quotes."""
    quotes = int(value.in_quotes and value.width == len(value.text) + 2)
    return Place(value.source, value.line, value.column + quotes, max(1, value.width - 2 * quotes))


def stands_whole(value: Value) -> bool:
    """True where a text stands on one line letter by letter, so that each letter's place is known."""
    return value.width in {len(value.text), len(value.text) + 2 * value.in_quotes}


def parts_of_path(word: TextWord) -> Iterator[TextWord]:
    """A layer's name and, of a path, also each of its parts, which stands for the path as far as that."""
    yield word
    parts = word.name.split("/")
    column = word.place.column
    for number, part in enumerate(parts if len(parts) > 1 and WILD.isdisjoint(word.name) else (), 1):
        if part:
            place = word.place._replace(column=column, width=len(part))
            yield word._replace(name="/".join(parts[:number]), place=place)
        column += len(part) + 1


def at(words: tuple[TextWord, ...], line: int, column: int) -> TextWord | None:
    """The word at a place; of several, as of a name within a longer text, the shortest."""
    return min((word for word in words if word.holds(line, column)), key=lambda word: word.place.width, default=None)


def once(words: Iterator[TextWord]) -> tuple[TextWord, ...]:
    """The words, each once: what an alias stands for is read where it stands."""
    return tuple(dict.fromkeys(words))
