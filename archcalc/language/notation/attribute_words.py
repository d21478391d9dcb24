"""The words behind a layer -> its attributes: stride 2 pad 1 no bias, /2, 3x3, or a number alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import isfinite
from typing import Any

from archcalc.base.errors import Refused, quoted
from archcalc.base.suggestions import did_you_mean
from archcalc.language.diagnostics import Notes
from archcalc.language.notation.heads import Head, is_layer
from archcalc.language.notation.tokens import NUMBER, SIZE, LetterPlaces, NotationToken, is_expression
from archcalc.language.text.values import Value
from archcalc.operators.attributes import Kind
from archcalc.operators.written_forms import FLAG, SHORT, forms

_MOST_DIGITS = 18
_LIST = rf"{SIZE}|{NUMBER}(?:,{NUMBER})+"
_DECIMAL = r"[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?"
_NESTED, _ROW = r"\[[][0-9,]*\]", r"\[[0-9]+(?:,[0-9]+)*\]"
"""Texts of patterns: most networks meet few of them, and a start pays for each that is compiled."""
_ARROW = "-> between two layers"
_FLAGS = {"true": True, "false": False}


class AttributeWords:
    """The attributes of one layer, word by word."""

    def __init__(self, head: Head, words: Sequence[NotationToken], places: LetterPlaces, notes: Notes) -> None:
        self.head, self.op, self.places, self.notes = head, head.op, places, notes
        self.words, self.position = words, head.words
        self.values: dict[str, Value] = {}
        self.keys: dict[str, Value] = {}
        self.understood = True
        start = words[0].start
        for name, text, offset in head.numbers:
            self.put(name, NotationToken("word", text, start + offset, start + offset + len(text)), words[0])
        while self.position < len(words):
            self.one(self.next())

    def read(self, nothing: Value) -> Value:
        """Every attribute as a mapping; nothing where there are none."""
        if self.values:
            nothing.data, nothing.keys = self.values, self.keys
        return nothing

    def next(self) -> NotationToken:
        self.position += 1
        return self.words[self.position - 1]

    def one(self, word: NotationToken) -> None:
        """One attribute: /2, no bias, stride 2, ceil, or a value alone."""
        text = word.text.lower()
        name = SHORT.get(text, text)
        if word.kind == "over":
            self.put("stride", NotationToken("word", word.text[1:].strip(), word.start, word.end), word)
        elif text == "no" and self.position < len(self.words):
            self.without(self.next())
        elif name not in self.op.fields:
            self.alone(word)
        elif self.op.fields[name].schema == FLAG:
            given = self.words[self.position].text if self.position < len(self.words) else ""
            self.position += given in _FLAGS
            self.keep(name, _FLAGS.get(given, True), word, word)
        elif self.position == len(self.words):
            self.refuse(word, f"{name} of what? Its value is missing", f"for example {text} 2")
        else:
            self.put(name, self.next(), word)

    def without(self, word: NotationToken) -> None:
        """`no bias`, `no pad`."""
        name = SHORT.get(word.text, word.text)
        kind = self.op.fields.get(name)
        if kind is not None and (kind.schema == FLAG or name in SHORT.values()):
            self.keep(name, False if kind.schema == FLAG else 0, word, word)
        else:
            self.refuse(word, f"{self.op.kind} has nothing called {quoted(word.text)} that could be left out",
                        did_you_mean(word.text, self.op.fields))

    def alone(self, word: NotationToken) -> None:
        """A value without a name: a convolution's filters or window, a layer's units."""
        data = _value(word.text)
        if isinstance(data, str) and not is_expression(data):
            layers = is_layer([word], ())
            self.refuse(word, f"{self.op.kind} has no attribute {quoted(word.text)}", _ARROW if layers else
                        did_you_mean(word.text, {*self.op.fields, *SHORT}),
                        f"one of: {', '.join(self.op.fields)}" if self.op.fields else "none")
            following = self.words[self.position: self.position + 1]
            self.position += bool(following) and not isinstance(_value(following[0].text), str)  # the word's value
            return
        usual = self.head.form or next(forms(self.op), None)
        left = [name for name in (usual.attributes if usual else ()) if name not in self.values]
        suiting = [name for name in left if takes_sizes(self.op.fields[name]) == isinstance(data, list)]
        if name := next(iter([*suiting, *([] if isinstance(data, list) else left)]), ""):
            self.put(name, word, word)
        else:
            self.refuse(word, f"{quoted(word.text)} behind {self.op.kind}: of what?", "an attribute's name stands "
                        f"before its value: {next(iter(self.op.fields), 'stride')} {word.text}")

    def put(self, name: str, word: NotationToken, key: NotationToken) -> None:
        """An attribute by its value's text."""
        data = _value(word.text)
        if data is None:
            self.refuse(word, f"{quoted(word.text)} is no number that can be read", f"up to {_MOST_DIGITS} digits")
        else:
            self.keep(name, data, word, key)

    def keep(self, name: str, data: Any, word: NotationToken, key: NotationToken) -> None:
        if name in self.values:
            self.refuse(key, f"the {name} is said twice")
            return
        self.values[name] = self.held(data, word)
        self.keys[name] = self.places.at(key.start, key.end, name, name)

    def held(self, data: Any, word: NotationToken) -> Value:
        """A value, the items of a list as values too."""
        inside = [self.held(item, word) for item in data] if isinstance(data, list) else data
        return self.places.at(word.start, word.end, inside, word.text)

    def refuse(self, word: NotationToken, message: str, hint: str = "", expected: str = "") -> None:
        self.understood = False
        self.notes.refuse(self.places.at(word.start, word.end, None), "notation", message, hint, expected)


def _value(text: str) -> Any:
    """A value's text as plain data: 3, 3x5, 0,1,0,1, [[0,1],[2]], 1e-5, or a word; None for a number too long."""
    if text.isascii() and (text.isdigit() or re.fullmatch(_DECIMAL, text)):
        number = _number(text)
        return number if number is not None and isfinite(number) else None
    if re.fullmatch(_LIST, text):
        values = [one if one.startswith("$") else _number(one) for one in re.findall(NUMBER, text)]
        return None if None in values else values[0] if len(values) == 1 else values
    return _nested(text) if re.fullmatch(_NESTED, text) else text


def _nested(text: str) -> Any:
    """A list of numbers, or of such lists; None for what is none, or nests deeper."""
    rows = [_numbers(row) for row in re.findall(_ROW, text)]
    if re.fullmatch(_ROW, text):
        return rows[0]
    return rows if rows and None not in rows and re.sub(_ROW, "0", text) == f"[{','.join('0' * len(rows))}]" else None


def _numbers(row: str) -> list[int | float] | None:
    found = [_number(one) for one in row[1:-1].split(",") if one]
    return None if None in found else [number for number in found if number is not None]


def _number(text: str) -> int | float | None:
    if len(text.lstrip("+-")) > _MOST_DIGITS:
        return None
    return int(text) if text.lstrip("+-").isdecimal() else float(text)


def takes_sizes(kind: Kind) -> bool:
    """True for a window, along height and width; false for a number of filters."""
    try:
        kind.parse([1, 1])
    except Refused:
        return False
    return True
