"""The small arithmetic of `${...}`: text -> Template, evaluated over a mapping of names.

Numbers, text in quotes, true, false, lists and indexing, names; + - * / // % and ** of small integers; comparisons,
`and or not in`, `a if b else c`; a handful of functions. Nothing else, and everything bounded: 200 characters, 32
levels, values up to 10^15, texts and lists up to 1,000 items.
"""

from __future__ import annotations

import math
import operator
import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, NamedTuple, NoReturn

from archcalc.errors import Refused, quoted
from archcalc.registry import did_you_mean

MOST_CHARACTERS = 200
MOST_DEPTH = 32
MOST_VALUE = 10**15
MOST_EXPONENT = 64
MOST_ITEMS = 1000

Names = Mapping[str, Any]
Evaluate = Callable[[Names], Any]

_TOKEN = re.compile(
    r"\s*(?:(?P<number>(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?)"
    r"|(?P<name>[A-Za-z_][A-Za-z_0-9]*)"
    r"|(?P<text>'[^']*'|\"[^\"]*\")"
    r"|(?P<mark>\*\*|//|==|!=|<=|>=|[-+*/%<>()\[\],]))"
)
_CONSTANTS = {"true": True, "false": False}
_WORDS = frozenset({"and", "or", "not", "in", "if", "else", *_CONSTANTS})


def divisible(value: float, by: int) -> int:
    """`value` rounded to a multiple of `by`, never more than a tenth below it (the MobileNet rule).

    >>> divisible(32 * 0.75, 8), divisible(24 * 0.35, 8)
    (24, 8)
    """
    rounded = max(by, int(value + by / 2) // by * by)
    return rounded + by if rounded < 0.9 * value else rounded


FUNCTIONS: dict[str, Callable[..., Any]] = {
    "min": min, "max": max, "round": round, "ceil": math.ceil, "floor": math.floor, "len": len, "divisible": divisible,
}


class Template:
    """A text with `${...}` in it. Alone it gives a value with its type; inside a longer text it gives text.

    >>> compile_text("${stage + 2}").evaluate({"stage": 1})
    3
    >>> compile_text("conv${stage + 2}_1").evaluate({"stage": 1})
    'conv3_1'
    """

    __slots__ = ("names", "parts", "text")

    def __init__(self, text: str, parts: tuple[str | Evaluate, ...], names: frozenset[str]) -> None:
        self.text, self.parts, self.names = text, parts, names

    def evaluate(self, names: Names) -> Any:
        """The value where `names` are known; a failure tells the values of the names that took part."""
        try:
            if len(self.parts) == 1 and not isinstance(self.parts[0], str):
                return self.parts[0](names)
            return "".join(part if isinstance(part, str) else _written(part(names)) for part in self.parts)
        except Refused as fact:
            if fact.code != "expression":
                raise
            raise Refused("expression", f"{fact.message} in {quoted(self.text)}{self._values(names)}",
                          hint=fact.hint, expected=fact.expected) from None

    def _values(self, names: Names) -> str:
        known = dict(names)
        values = ", ".join(f"{name} = {quoted(known[name], '')}" for name in sorted(self.names) if name in known)
        return f", where {values}" if values else ""


@lru_cache(maxsize=4096)
def compile_text(text: str) -> Template:
    """Parse every `${...}` of a text."""
    parts: list[str | Evaluate] = []
    names: set[str] = set()
    position = 0
    while (start := text.find("${", position)) >= 0:
        if start > position:
            parts.append(text[position:start])
        parser = _Parser(text, start + 2)
        parts.append(parser.whole())
        names |= parser.names
        position = parser.position
    if position < len(text):
        parts.append(text[position:])
    return Template(text, tuple(parts), frozenset(names))


def _written(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


class _Operation(NamedTuple):
    """A binary operator: how tightly it binds, and what it does."""

    strength: int
    apply: Callable[[Any, Any], Any]


def _power(base: Any, exponent: Any) -> Any:
    if not isinstance(base, int) or not isinstance(exponent, int) or not 0 <= exponent <= MOST_EXPONENT:
        raise Refused("expression", f"** takes integers and an exponent of 0 to {MOST_EXPONENT}")
    if abs(base) > 1 and exponent * abs(base).bit_length() > MOST_EXPONENT:
        raise Refused("expression", f"a value above {MOST_VALUE:.0e}")
    return base**exponent


def _contains(item: Any, items: Any) -> bool:
    return item in items


_OPERATIONS = {
    "or": _Operation(1, operator.or_), "and": _Operation(2, operator.and_),
    "in": _Operation(4, _contains), "not in": _Operation(4, lambda item, items: item not in items),
    "==": _Operation(4, operator.eq), "!=": _Operation(4, operator.ne), "<": _Operation(4, operator.lt),
    "<=": _Operation(4, operator.le), ">": _Operation(4, operator.gt), ">=": _Operation(4, operator.ge),
    "+": _Operation(5, operator.add), "-": _Operation(5, operator.sub),
    "*": _Operation(6, operator.mul), "/": _Operation(6, operator.truediv),
    "//": _Operation(6, operator.floordiv), "%": _Operation(6, operator.mod),
    "**": _Operation(8, _power),
}
_NOT, _SIGN = 3, 7
_ANY_TYPE = frozenset({"in", "not in", "==", "!="})


class _Parser:
    """Precedence climbing over one expression, from `start` to its closing brace."""

    def __init__(self, text: str, start: int) -> None:
        self.text, self.position, self.start = text, start, start
        self.names: set[str] = set()
        self.depth = 0
        self.kind, self.token = "", ""
        self.advance()

    def advance(self) -> None:
        match = _TOKEN.match(self.text, self.position)
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
        self.depth += 1
        if self.depth > MOST_DEPTH:
            self.fail(f"more than {MOST_DEPTH} levels")
        value = self.binary(1)
        if self.take("if"):
            condition = self.binary(1)
            if not self.take("else"):
                self.fail("'if' without 'else'")
            value = _choice(condition, value, self.conditional())
        self.depth -= 1
        return value

    def binary(self, strength: int) -> Evaluate:
        left = self.unary()
        while (sign := self.operation()) and _OPERATIONS[sign].strength >= strength:
            self.advance()
            if sign == "not in":
                self.advance()
            binds = _OPERATIONS[sign].strength
            left = _binary(sign, left, self.binary(binds if sign == "**" else binds + 1))
        return left

    def operation(self) -> str:
        if self.token == "not" and self.kind == "name" and self.text[self.position:].split()[:1] == ["in"]:
            return "not in"
        return self.token if self.kind in {"mark", "name"} and self.token in _OPERATIONS else ""

    def unary(self) -> Evaluate:
        self.depth += 1
        if self.depth > MOST_DEPTH:
            self.fail(f"more than {MOST_DEPTH} levels")
        if self.take("not"):
            value = _unary("not", self.binary(_NOT))
        elif self.kind == "mark" and self.token in "+-":
            sign = self.token
            self.advance()
            value = _unary(sign, self.binary(_SIGN))
        else:
            value = self.indexed(self.atom())
        self.depth -= 1
        return value

    def atom(self) -> Evaluate:
        kind, token = self.kind, self.token
        if kind == "name" and token in FUNCTIONS:
            return self.call(token)
        if (kind == "name" and token not in _WORDS - set(_CONSTANTS)) or kind in {"number", "text"}:
            self.advance()
            return self.leaf(kind, token)
        if self.take("("):
            value = self.conditional()
            self.expect(")")
            return value
        if self.take("["):
            return _list(self.items("]"))
        self.fail(f"{self.here()} is not expected here" if token else "something is missing")

    def leaf(self, kind: str, token: str) -> Evaluate:
        if kind == "text":
            return _constant(token[1:-1])
        if kind == "number":
            return _constant(_bounded(float(token) if set(token) & set(".eE") else int(token)))
        if token in _CONSTANTS:
            return _constant(_CONSTANTS[token])
        self.names.add(token)
        return operator.itemgetter(token)

    def call(self, name: str) -> Evaluate:
        self.advance()
        self.expect("(")
        return _call(name, self.items(")"))

    def indexed(self, value: Evaluate) -> Evaluate:
        while self.take("["):
            value = _index(value, self.conditional())
            self.expect("]")
        return value

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

    def fail(self, message: str) -> NoReturn:
        hint = did_you_mean(self.token, FUNCTIONS) if self.kind == "name" else ""
        raise Refused("expression", f"{message} in {quoted(self.text)}", hint=hint)


def _bounded(value: Any) -> Any:
    if isinstance(value, (str, list)):
        if len(value) > MOST_ITEMS:
            raise Refused("expression", f"more than {MOST_ITEMS:,} items")
    elif not abs(value) <= MOST_VALUE:
        raise Refused("expression", f"a value above {MOST_VALUE:.0e}")
    return value


def _guarded(name: str, work: Callable[..., Any], *values: Any) -> Any:
    """`work` on values; whatever it cannot do is a fact about the expression."""
    try:
        return _bounded(work(*values))
    except ZeroDivisionError:
        raise Refused("expression", "a division by zero") from None
    except (TypeError, ValueError, IndexError, OverflowError):
        shown = " and ".join(quoted(_written(value), "") for value in values)
        raise Refused("expression", f"{name} cannot take {shown}") from None


def _constant(value: Any) -> Evaluate:
    return lambda names: value


def _binary(sign: str, left: Evaluate, right: Evaluate) -> Evaluate:
    apply = _OPERATIONS[sign].apply
    if sign == "and":
        return lambda names: _flag(sign, left(names)) and _flag(sign, right(names))
    if sign == "or":
        return lambda names: _flag(sign, left(names)) or _flag(sign, right(names))
    if sign in _ANY_TYPE:
        return lambda names: _guarded(sign, apply, left(names), right(names))
    return lambda names: _guarded(sign, apply, *_alike(sign, left(names), right(names)))


def _alike(sign: str, left: Any, right: Any) -> tuple[Any, Any]:
    """Two numbers, or two texts or lists to compare or join; never a flag or a repetition."""
    numbers = all(isinstance(value, (int, float)) and not isinstance(value, bool) for value in (left, right))
    joined = type(left) is type(right) and isinstance(left, (str, list)) and sign in {"+", "<", "<=", ">", ">="}
    if not numbers and not joined:
        raise Refused("expression", f"{sign} cannot take {quoted(_written(left), '')} and {quoted(_written(right), '')}")
    return left, right


def _unary(sign: str, value: Evaluate) -> Evaluate:
    if sign == "not":
        return lambda names: not _flag(sign, value(names))
    return _binary(sign, _constant(0), value)


def _flag(sign: str, value: Any) -> bool:
    if not isinstance(value, bool):
        raise Refused("expression", f"{sign} takes true or false, not {quoted(_written(value), '')}")
    return value


def _choice(condition: Evaluate, yes: Evaluate, no: Evaluate) -> Evaluate:
    return lambda names: yes(names) if _flag("if", condition(names)) else no(names)


def _index(value: Evaluate, index: Evaluate) -> Evaluate:
    return lambda names: _guarded("[]", operator.getitem, value(names), index(names))


def _list(items: list[Evaluate]) -> Evaluate:
    return lambda names: _bounded([item(names) for item in items])


def _call(name: str, arguments: list[Evaluate]) -> Evaluate:
    return lambda names: _guarded(name, FUNCTIONS[name], *(argument(names) for argument in arguments))
