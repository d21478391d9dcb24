"""Text -> closure: precedence climbing over one expression."""

from __future__ import annotations

import operator
import re
from typing import ClassVar, NoReturn

from archcalc.base.errors import Refused, quoted
from archcalc.base.suggestions import did_you_mean
from archcalc.language.expressions.arithmetic import (
    FUNCTIONS,
    NOT,
    OPERATIONS,
    SIGN,
    Evaluate,
    binary,
    bounded,
    called,
    choice,
    constant,
    indexed,
    list_of,
    sliced,
    unary,
)
from archcalc.language.expressions.volumes import FUNCTION, volume

MOST_CHARACTERS = 200
MOST_DEPTH = 32
MOST_LOOPS = 2
"""Lists made item by item within each other."""
VOLUME = "volume"
"""The function that answers with a layer's output; of the others, `FUNCTIONS`, none asks the network."""
CALLED = FUNCTIONS | {VOLUME: FUNCTION}
"""Every function by its name."""

_TOKEN = (
    r"\s*(?:(?P<number>(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?)"
    r"|(?P<name>[A-Za-z_][A-Za-z_0-9]*)"
    r"|(?P<text>'[^']*'|\"[^\"]*\")"
    r"|(?P<mark>\*\*|//|==|!=|<=|>=|[-+*/%<>()\[\],:]))"
)
_IN = r"\s*in\b"
_CONSTANTS = {"true": True, "false": False}
_NO_FUNCTIONS = {
    "str": 'names are made of text and values: "s${i}"', "int": "floor, ceil and round give whole numbers",
    "sum": "+ adds numbers", "pow": "a ** b is the power", "list": "a list stands in brackets: [a, b]",
}
"""Functions of Python that are written in another way."""
WORDS = {
    "not": "not a: true where the condition a is false",
    "if": "a if b else c: a where the condition b is true, else c",
    "else": "a if b else c: a where the condition b is true, else c",
    "for": "[f(i) for i in a]: a list made item by item of another",
    "true": "the flag that is true", "false": "the flag that is not",
}
"""The words of expressions besides `OPERATIONS`, and what each means."""
_RESERVED = frozenset({"and", "or", "not", "in", "if", "else", *_CONSTANTS})


class Parser:
    """Precedence climbing over one expression, from `start` to its closing brace."""

    tokens: ClassVar[str] = _TOKEN
    """A pattern, compiled when the first expression is read."""
    literals: ClassVar[frozenset[str]] = frozenset({"number", "text"})

    def __init__(self, text: str, start: int) -> None:
        self.text, self.position, self.start = text, start, start
        self.names: set[str] = set()
        self.depth = self.loops = 0
        self.kind, self.token = "", ""
        self.advance()

    def advance(self) -> None:
        match = re.compile(self.tokens).match(self.text, self.position)
        if match:
            self.kind, self.token = match.lastgroup or "", match[match.lastgroup or 0]
            self.position = match.end()
        else:
            rest = self.text[self.position:].lstrip()
            self.kind, self.token = ("end", "}") if rest.startswith("}") else ("bad", rest[:1])
        if self.position - self.start > MOST_CHARACTERS:
            self.fail(f"an expression of more than {MOST_CHARACTERS} characters")

    def whole(self) -> Evaluate:
        value = self.conditional()
        if self.kind != "end":
            self.fail(f"{self.here()} is not expected here" if self.token else "the closing } is missing")
        self.position = self.text.index("}", self.position) + 1
        return value

    def conditional(self) -> Evaluate:
        value = self.binary(1)
        if self.take("if"):
            condition = self.binary(1)
            if not self.take("else"):
                self.fail("'if' without 'else'")
            value = choice(condition, value, self.conditional())
        return value

    def binary(self, strength: int) -> Evaluate:
        left = self.unary()
        while (sign := self.operation()) and OPERATIONS[sign].strength >= strength:
            self.advance()
            if sign == "not in":
                self.advance()
            binds = OPERATIONS[sign].strength
            left = binary(sign, left, self.binary(binds if sign == "**" else binds + 1))
        return left

    def operation(self) -> str:
        if self.token == "not" and self.kind == "name" and re.compile(_IN).match(self.text, self.position):
            return "not in"
        return self.token if self.kind in {"mark", "name"} and self.token in OPERATIONS else ""

    def unary(self) -> Evaluate:
        self.depth += 1
        if self.depth > MOST_DEPTH:
            self.fail(f"more than {MOST_DEPTH} levels")
        if self.take("not"):
            value = unary("not", self.binary(NOT))
        elif self.kind == "mark" and self.token in "+-":
            sign = self.token
            self.advance()
            value = unary(sign, self.binary(SIGN))
        else:
            value = self.indexed(self.atom())
        self.depth -= 1
        return value

    def atom(self) -> Evaluate:
        kind, token = self.kind, self.token
        opened = kind == "name" and self.text[self.position:].lstrip().startswith("(")
        if opened and token in CALLED:
            return self.call(token)
        if opened and token not in _RESERVED:
            self.fail(f"there is no function {self.here()}", _NO_FUNCTIONS.get(token, ""))
        if (kind == "name" and token not in _RESERVED - set(_CONSTANTS)) or kind in self.literals:
            self.advance()
            return self.leaf(kind, token)
        if self.take("("):
            value = self.conditional()
            self.expect(")")
            return value
        if self.take("["):
            return self.bracketed()
        missing = not token or kind == "end"
        return self.fail("something is missing" if missing else f"{self.here()} is not expected here")

    def leaf(self, kind: str, token: str) -> Evaluate:
        if kind == "text":
            return constant(token[1:-1])
        if kind == "number":
            if len(token) > 1 and token.isdecimal() and token[0] == "0":
                self.fail(f"{quoted(token)} begins with a zero", "write the number without the leading zero")
            return constant(bounded(float(token) if set(token) & set(".eE") else int(token)))
        if token in _CONSTANTS:
            return constant(_CONSTANTS[token])
        self.names.add(token)
        return operator.itemgetter(token)

    def call(self, name: str) -> Evaluate:
        self.advance()
        self.expect("(")
        arguments = self.items(")")
        if name != VOLUME:
            return called(name, arguments)
        if len(arguments) > 1:
            self.fail("volume takes the name of one layer, or nothing")
        return volume(*arguments)

    def indexed(self, value: Evaluate) -> Evaluate:
        """A value with brackets after it: a[i], or a[i:j] with either end left out."""
        while self.take("["):
            first = None if self.kind == "mark" and self.token == ":" else self.conditional()
            if self.take(":"):
                last = None if self.kind == "mark" and self.token == "]" else self.conditional()
                value = sliced(value, first, last)
            elif first is not None:
                value = indexed(value, first)
            self.expect("]")
        return value

    def bracketed(self) -> Evaluate:
        """A list in brackets: [a, b], or [f(i) for i in a list]."""
        if self.take("]"):
            return list_of([])
        before = set(self.names)
        first = self.conditional()
        if self.take("for"):
            return self.loop(first, before)
        if self.take(","):
            return list_of([first, *self.items("]")])
        self.expect("]")
        return list_of([first])

    def loop(self, item: Evaluate, before: set[str]) -> Evaluate:
        """The rest of [item for name in a list]; the name is known in the item alone."""
        name = self.token
        if self.kind != "name" or name in _RESERVED:
            self.fail(f"{self.here()} is no name for the items of a list")
        self.advance()
        self.names -= {name} - before
        if not self.take("in"):
            self.fail("'for' without 'in'")
        items = self.conditional()
        self.expect("]")
        self.loops += 1
        if self.loops > MOST_LOOPS:
            self.fail(f"more than {MOST_LOOPS} lists made with 'for'")
        from archcalc.language.expressions.comprehension import list_for

        return list_for(item, name, items)

    def items(self, closing: str) -> list[Evaluate]:
        values: list[Evaluate] = []
        while not self.take(closing):
            values.append(self.conditional())
            if not self.take(","):
                self.expect(closing)
                break
        return values

    def take(self, token: str) -> bool:
        if self.token != token or self.kind not in {"mark", "name"}:
            return False
        self.advance()
        return True

    def expect(self, token: str) -> None:
        if not self.take(token):
            self.fail(f"{quoted(token)} is missing before {self.here()}")

    def here(self) -> str:
        return quoted(self.token)

    def fail(self, message: str, hint: str = "") -> NoReturn:
        hint = hint or (did_you_mean(self.token, CALLED) if self.kind == "name" else "")
        hint = hint or "numbers, names, + - * / // % **, comparisons, and or not, a if b else c, min max round ..."
        raise Refused("expression", f"{message} in {quoted(self.text)}", hint=hint)
