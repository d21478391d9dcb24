"""One layer in notation: CONV7-64 stride 2 pad 3, conv 96 11x11 /4, BATCH NORM, conv_block -> its operator, attributes.

A layer begins with a form that an operator declares, with an operator's name, or with a module's; words follow, each
an attribute, or the value of one.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Sequence
from math import isfinite
from typing import Any

from archcalc.base.errors import Refused, quoted
from archcalc.base.named_tuples import NamedTuple
from archcalc.base.suggestions import did_you_mean
from archcalc.language.diagnostics import Notes
from archcalc.language.notation.tokens import NUMBER, Places, Token
from archcalc.language.text.values import Value
from archcalc.operators import find, kinds, suggested
from archcalc.operators.attributes import Kind
from archcalc.operators.operator import Op
from archcalc.operators.written_forms import FLAG, SHORT, Form, form, forms, spaced

_MOST_WORDS = 4
"""The words that an operator's name is made of: ADAPTIVE AVG POOL."""
_MOST_DIGITS = 18
_SIZE = rf"{NUMBER}(?:[x×]{NUMBER})*"
_ONE, _NUMBERS = re.compile(NUMBER), re.compile(_SIZE)
_LIST = re.compile(rf"{_SIZE}|{NUMBER}(?:,{NUMBER})+")
_HEAD = re.compile(rf"([A-Za-z_]+-?)({_SIZE}(?:-{_SIZE})*)")
_DYNAMIC = re.compile(r"\$\{[^}]*\}")
_DECIMAL = re.compile(r"[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?")
_NESTED = re.compile(r"\[[][0-9,]*\]")
_ARROW = "-> between two layers"
_FLAGS = {"true": True, "false": False}


class Noted(NamedTuple):
    """A layer as it was read: what it calls, its attributes, and the form in which it stands, if an operator's own."""

    kind: Value
    attributes: Value
    form: Form | None = None

    def besides(self, body: Value, notes: Notes) -> Noted:
        """The same layer with further attributes, written under it as under a key; what it says itself is noted."""
        if self.attributes.data is None or body.data is None:
            return self._replace(attributes=self.attributes if body.data is None else body)
        if not isinstance(body.data, dict):
            notes.wrong_type(body, f"attributes of {quoted(self.kind.text, '')} in braces")
            return self
        for name in self.attributes.data.keys() & body.data.keys():
            notes.refuse(body.keys[name], "notation", f"the {name} is said twice",
                         f"{quoted(self.attributes.data[name].text)} in the layer's notation says it")
        merged = body.holding(self.attributes.data | body.data)
        merged.keys = self.attributes.keys | body.keys
        return self._replace(attributes=merged)


class _Head(NamedTuple):
    """The beginning of a layer: its operator, the form in which it stands, and how many words that takes.

    `numbers` are the attributes in the form: name, text, and where it begins within the first word.
    """

    op: type[Op]
    form: Form | None
    words: int
    numbers: tuple[tuple[str, str, int], ...] = ()


def is_layer(words: Sequence[Token], modules: Collection[str]) -> bool:
    """True where words begin a layer in notation; a name with an expression in it may be a module's or operator's."""
    before, dynamic, _ = words[0].text.partition("${")
    if dynamic and any(name.startswith(before) for name in (*modules, *kinds())):
        return False
    return _head(words) is not None


def _head(words: Sequence[Token]) -> _Head | None:
    """The operator that words begin with; None where they begin with none."""
    first = words[0].text
    compact = _HEAD.fullmatch(first)
    found = form(compact[1] + _NUMBERS.sub("{}", compact[2])) if compact else None
    if compact and found:
        texts = ((each[0], compact.start(2) + each.start()) for each in _NUMBERS.finditer(compact[2]))
        numbers = tuple((name, *text) for name, text in zip(found.attributes, texts, strict=True))
        return _Head(found.op, found, 1, numbers)
    for count in range(min(_MOST_WORDS, len(words)), 0, -1):
        texts_of = [word.text for word in words[:count]]
        op = _called(texts_of)
        if op is not None:
            return _Head(op, None, count)
    found = spaced(first)
    return _Head(found.op, found, 1) if found else None


def _called(words: list[str]) -> type[Op] | None:
    """The operator whose name stands in small or in capital letters; of several words, with spaces between them."""
    if not all(word.isidentifier() and (word.islower() or word.isupper()) for word in words):
        return None
    name = "_".join(words).lower()
    return find(name) if len(words) == 1 or name in kinds() else None


def layer(words: Sequence[Token], text: str, places: Places, notes: Notes, modules: Collection[str]) -> Noted | None:
    """The layer that words are; None where something is wrong with it, which is noted."""
    first, last = words[0], words[-1]
    whole = text[first.start: last.end]
    nothing = places.at(first.start, last.end, None)
    if whole in modules or _DYNAMIC.fullmatch(whole):
        return Noted(places.at(first.start, last.end, whole, whole), nothing)
    if first.text in modules:
        place = places.at(words[1].start, last.end, None)
        notes.refuse(place, "notation", f"{quoted(first.text)} is a module: in a chain it has no attributes",
                     f"a step of its own has them: {first.text}: {{...}}")
        return None
    head = _head(words)
    kind = places.at(first.start, first.end, first.text, first.text)
    if head is None:
        names = [*kinds(), *modules]
        notes.refuse(kind, "unknown-operator", f"there is no operator or module {quoted(first.text)}",
                     suggested(first.text, names) or "the lecture's words are CONV3-64, POOL2, FC-10, RELU ...")
        return None
    kind.data = kind.text = head.op.kind
    attributes = _Attributes(head, words, places, notes)
    return Noted(kind, attributes.read(nothing), head.form) if attributes.understood else None


class _Attributes:
    """The attributes of one layer, word by word."""

    def __init__(self, head: _Head, words: Sequence[Token], places: Places, notes: Notes) -> None:
        self.head, self.op, self.places, self.notes = head, head.op, places, notes
        self.words, self.position = words, head.words
        self.values: dict[str, Value] = {}
        self.keys: dict[str, Value] = {}
        self.understood = True
        start = words[0].start
        for name, text, offset in head.numbers:
            self.put(name, Token("word", text, start + offset, start + offset + len(text)), words[0])
        while self.position < len(words):
            self.one(self.next())

    def read(self, nothing: Value) -> Value:
        """Every attribute as a mapping; nothing where there are none."""
        if self.values:
            nothing.data, nothing.keys = self.values, self.keys
        return nothing

    def next(self) -> Token:
        self.position += 1
        return self.words[self.position - 1]

    def one(self, word: Token) -> None:
        """One attribute: /2, no bias, stride 2, ceil, or a value alone."""
        text = word.text.lower()
        name = SHORT.get(text, text)
        if word.kind == "over":
            self.put("stride", Token("word", word.text[1:].strip(), word.start, word.end), word)
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

    def without(self, word: Token) -> None:
        """`no bias`, `no pad`."""
        name = SHORT.get(word.text, word.text)
        kind = self.op.fields.get(name)
        if kind is not None and (kind.schema == FLAG or name in SHORT.values()):
            self.keep(name, False if kind.schema == FLAG else 0, word, word)
        else:
            self.refuse(word, f"{self.op.kind} has nothing called {quoted(word.text)} that could be left out",
                        did_you_mean(word.text, self.op.fields))

    def alone(self, word: Token) -> None:
        """A value without a name: a convolution's filters or window, a layer's units."""
        data = _value(word.text)
        if isinstance(data, str) and not _DYNAMIC.fullmatch(data):
            layers = is_layer([word], ())
            self.refuse(word, f"{self.op.kind} has no attribute {quoted(word.text)}", _ARROW if layers else
                        did_you_mean(word.text, {*self.op.fields, *SHORT}), f"one of: {', '.join(self.op.fields)}")
            return
        usual = self.head.form or next(forms(self.op), None)
        left = [name for name in (usual.attributes if usual else ()) if name not in self.values]
        suiting = [name for name in left if _takes_sizes(self.op.fields[name]) == isinstance(data, list)]
        if name := next(iter([*suiting, *([] if isinstance(data, list) else left)]), ""):
            self.put(name, word, word)
        else:
            self.refuse(word, f"{quoted(word.text)} behind {self.op.kind}: of what?", "an attribute's name stands "
                        f"before its value: {next(iter(self.op.fields), 'stride')} {word.text}")

    def put(self, name: str, word: Token, key: Token) -> None:
        """An attribute by its value's text."""
        data = _value(word.text)
        if data is None:
            self.refuse(word, f"{quoted(word.text)} is no number that can be read", f"up to {_MOST_DIGITS} digits")
        else:
            self.keep(name, data, word, key)

    def keep(self, name: str, data: Any, word: Token, key: Token) -> None:
        if name in self.values:
            self.refuse(key, f"the {name} is said twice")
            return
        self.values[name] = self.held(data, word)
        self.keys[name] = self.places.at(key.start, key.end, name, name)

    def held(self, data: Any, word: Token) -> Value:
        """A value, the items of a list as values too."""
        inside = [self.held(item, word) for item in data] if isinstance(data, list) else data
        return self.places.at(word.start, word.end, inside, word.text)

    def refuse(self, word: Token, message: str, hint: str = "", expected: str = "") -> None:
        self.understood = False
        self.notes.refuse(self.places.at(word.start, word.end, None), "notation", message, hint, expected)


def _value(text: str) -> Any:
    """A value's text as plain data: 3, 3x5, 0,1,0,1, [[0,1],[2]], 1e-5, or a word; None for a number too long."""
    if _DECIMAL.fullmatch(text):
        number = _number(text)
        return number if number is not None and isfinite(number) else None
    if _LIST.fullmatch(text):
        values = [one if one.startswith("$") else _number(one) for one in _ONE.findall(text)]
        return None if None in values else values[0] if len(values) == 1 else values
    if _NESTED.fullmatch(text):
        try:
            return json.loads(text)
        except (ValueError, RecursionError):
            return None
    return text


def _number(text: str) -> int | float | None:
    if len(text.lstrip("+-")) > _MOST_DIGITS:
        return None
    return int(text) if text.lstrip("+-").isdecimal() else float(text)


def _takes_sizes(kind: Kind) -> bool:
    """True for a window, along height and width; false for a number of filters."""
    try:
        kind.parse([1, 1])
    except Refused:
        return False
    return True
