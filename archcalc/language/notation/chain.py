"""A chain in notation -> its layers and rounds: 2x (CONV3-64 -> RELU) -> POOL2."""

from __future__ import annotations

from collections.abc import Collection
from typing import NoReturn

from archcalc.base.errors import Source, quoted
from archcalc.base.named_tuples import NamedTuple
from archcalc.language.diagnostics import Notes
from archcalc.language.notation.heads import is_layer
from archcalc.language.notation.layers import Noted, layer
from archcalc.language.notation.tokens import LetterPlaces, NotationToken, tokens
from archcalc.language.text.values import Value

MOST_DEPTH = 32
"""Parentheses within each other."""
_SIGNS = {"arrow", "open", "close", "times"}
_EXAMPLE = "for example 2x (CONV3-64 -> RELU) -> POOL2"


class Repeated(NamedTuple):
    """A layer, or a chain in parentheses, several times over."""

    times: Value
    parts: Parts


Parts = tuple[Noted | Repeated, ...]


def is_notation(text: str, modules: Collection[str]) -> bool:
    """True where a text that names no operator and no module is a layer or a chain in notation."""
    found = tokens(text)
    return bool(found) and (any(token.kind in _SIGNS for token in found) or is_layer(found, modules))


def chain(value: Value, notes: Notes, modules: Collection[str]) -> Parts:
    """The parts of a text in notation; what is wrong is noted.

    Behind a sign that stands where none can, the text is not read further.
    """
    text = value.data
    if text not in notes.noted:
        notes.noted[text] = None
        return _read(value, notes, modules)
    again = notes.noted[text]
    if again is None:  # it may stand there many times over
        alone, own = Value(text, Source("", text), 1, 1, len(text), text), Notes()
        again = notes.noted[text] = _read(alone, own, modules), own.mistakes
    parts, mistakes = again
    places = LetterPlaces(value)
    for mistake in mistakes:
        start, width = (mistake.place.column - 1, mistake.place.width) if mistake.place else (0, 1)
        place = places.at(start, start + width, None)
        notes.refuse(place, mistake.code, mistake.message, mistake.hint, mistake.expected)
    return _placed(parts, places)


def _read(value: Value, notes: Notes, modules: Collection[str]) -> Parts:
    reader = _Reader(value, notes, modules)
    try:
        return reader.whole()
    except _Misplaced:
        return ()


def _placed(parts: Parts, places: LetterPlaces) -> Parts:
    """The same parts at the places in the file."""
    return tuple(part._replace(times=places.moved(part.times), parts=_placed(part.parts, places))
                 if isinstance(part, Repeated) else part._replace(
                     kind=places.moved(part.kind), attributes=places.moved(part.attributes)) for part in parts)


class _Misplaced(Exception):
    """A sign stands where none can; it has been noted."""


class _Reader:
    """One pass over the tokens of a text."""

    def __init__(self, value: Value, notes: Notes, modules: Collection[str]) -> None:
        self.text, self.notes, self.modules = value.data, notes, modules
        end = len(self.text)
        self.places, self.tokens = LetterPlaces(value), [*tokens(self.text), NotationToken("end", "", end, end)]
        self.position = self.depth = 0

    @property
    def token(self) -> NotationToken:
        return self.tokens[self.position]

    def whole(self) -> Parts:
        parts = self.chain()
        if self.token.kind == "close":
            self.misplaced(f"{quoted(self.token.text)} closes nothing", "")
        return parts

    def chain(self) -> Parts:
        """Layers and rounds with arrows between them, as far as they go."""
        parts = self.part()
        while self.token.kind == "arrow":
            self.position += 1
            parts += self.part()
        if self.token.kind not in {"close", "end"}:
            self.misplaced(f"{quoted(self.token.text)} stands where -> is expected", _EXAMPLE)
        return parts

    def part(self) -> Parts:
        """A layer, a chain in parentheses, or either of them several times over."""
        token = self.token
        if token.kind == "times":
            self.position += 1
            count = token.text[:-1]
            inside = self.grouped() if self.token.kind == "open" else self.layer()
            return (Repeated(self.places.at(token.start, token.end, _count(count), count), inside),)
        return self.grouped() if token.kind == "open" else self.layer()

    def grouped(self) -> Parts:
        """A chain in parentheses."""
        opening = self.token
        self.depth += 1
        if self.depth > MOST_DEPTH:
            self.misplaced(f"more than {MOST_DEPTH} parentheses within each other", "modules keep a network flat")
        self.position += 1
        parts = self.chain()
        if self.token.kind != "close":
            self.misplaced("this is never closed", "its ) is missing", opening)
        self.position += 1
        self.depth -= 1
        return parts

    def layer(self) -> Parts:
        """A layer with the words behind it; none where it has been refused."""
        start = self.position
        while self.token.kind in {"word", "over"}:
            self.position += 1
        words = self.tokens[start: self.position]
        if not words:
            self.misplaced("a layer is missing here", _EXAMPLE)
        found = layer(words, self.text, self.places, self.notes, self.modules)
        return () if found is None else (found,)

    def misplaced(self, message: str, hint: str, token: NotationToken | None = None) -> NoReturn:
        token = token or self.token
        self.notes.refuse(self.places.at(token.start, token.end, None), "notation", message, hint)
        raise _Misplaced


def _count(text: str) -> int | str:
    """A number of rounds, or its expression; one of very many digits is as good as too large."""
    return text if text.startswith("$") else int(text[:18])
