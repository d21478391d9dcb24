"""Numbers that remember how they came about, and what was decided by them.

Rules and expressions are run once, on the numbers of today. Whatever they work out of them is known as arithmetic;
wherever they compare them, or need a plain number, it is written down what the comparison gave. Where all of this
holds for other numbers, rules and expressions go the same way, and the arithmetic gives what they give.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from math import isfinite, prod
from typing import Any, Self

from archcalc.base.named_tuples import NamedTuple
from archcalc.counting.derivations.traced_integers import Remembered, Traced

_HIGHEST = 8
_MOST = 10**15
"""What is compared with a number as large is a bound against overflow, which nobody's network comes near."""


class Decision(NamedTuple):
    """Two numbers and the relation that they have: =, <>, <, <=, > or >=."""

    left: Any
    relation: str
    right: Any


class Decisions:
    """What was decided so far by numbers that belong together."""

    def __init__(self) -> None:
        self.found: list[Decision] = []

    def add(self, left: Any, relation: str, right: Any) -> None:
        """Something holds; not where it always does, or bounds sizes."""
        if left is not right and not any(type(each) in {int, float} and abs(each) >= _MOST for each in (left, right)):
            self.found.append(Decision(left, relation, right))

    def pin(self, number: Any) -> None:
        """A number was needed as it is: all that follows holds for no other."""
        self.add(number, "=", plain(number))

    def taken(self) -> list[Decision]:
        """What was decided since this was asked before."""
        found, self.found = self.found, []
        return found


class LiveInteger(Traced):
    """An integer that remembers its arithmetic, and tells what is decided by it."""

    decisions: Decisions

    @classmethod
    def cell(cls, value: int, name: str, decisions: Decisions) -> Self:
        """A number of its own, under a name."""
        made = cls(value, name)
        made.decisions = decisions
        return made


class LiveFloat(float, Remembered):
    """A fraction of integers that remember their arithmetic."""

    decisions: Decisions

    @classmethod
    def cell(cls, value: float, name: str, decisions: Decisions) -> Self:
        """A fraction of its own, under a name."""
        made = cls(value)
        made.name, made.decisions = name, decisions
        return made

    def is_integer(self) -> bool:
        """True of a whole number; what it is rounded down tells."""
        whole: bool = plain(self).is_integer()
        if isfinite(plain(self)):
            self.decisions.add(_floor(self), "=" if whole else "<", self)
        return whole


def plain(number: Any) -> Any:
    """The number alone."""
    if type(number) is int:
        return number
    if isinstance(number, int):
        return int.__int__(number)
    return float.__float__(number) if isinstance(number, float) else number


def _made(value: Any, sign: str, parts: tuple[Any, ...], decisions: Decisions) -> Any:
    made: Any = int.__new__(LiveInteger, value) if isinstance(value, int) else LiveFloat(value)
    made.sign, made.parts, made.decisions = sign, parts, decisions
    return made


def _is_number(value: object) -> bool:
    return type(value) is int or (isinstance(value, (int, float)) and not isinstance(value, bool))


def largest(*numbers: int) -> int:
    """The largest number as arithmetic: which one it is decides nothing."""
    found, *others = numbers
    for other in others:
        live = next((each for each in (found, other) if isinstance(each, (LiveInteger, LiveFloat))), None)
        if other is not found:
            found = max(found, other) if live is None else _larger(live, other if live is found else found)
    return found


def _larger(self: Any, other: Any) -> Any:
    """The larger of two numbers; a fraction where either is one, as other numbers may make that the larger."""
    if not _is_number(other):
        return max(self, other)
    value = max(plain(self), plain(other))
    whole = isinstance(self, int) and isinstance(other, int)
    return _made(value if whole else float(value), "max", (self, other), self.decisions)


def _chosen_below(self: Any, other: Any, instead: Any) -> Any:
    """`instead` where the number is smaller than the other, else the number itself; all are whole but the other."""
    value = plain(instead) if plain(self) < plain(other) else plain(self)
    return _made(value, "below", (self, other, instead), self.decisions)


_NEUTRAL = {("+", 0), ("-", 0), ("*", 1), ("//", 1)}
"""What changes no integer at its right; + and * neither at its left."""


def _binary(sign: str, work: Callable[[Any, Any], Any], *, swapped: bool) -> Callable[[Any, Any], Any]:
    def method(self: Any, other: Any) -> Any:
        if not _is_number(other):
            return NotImplemented
        left, right = (other, self) if swapped else (self, other)
        if sign in {"//", "%"} and not (isinstance(left, int) and isinstance(right, int)):
            return _fraction_parted(left, right, work)
        if type(other) is int and (sign, other) in _NEUTRAL and (not swapped or sign in {"+", "*"}):
            return self
        if type(other) is int and (sign, other) == ("%", 1) and not swapped:
            return 0
        return _made(work(plain(left), plain(right)), sign, (left, right), self.decisions)

    return method


def _fraction_parted(left: Any, right: Any, work: Callable[[Any, Any], Any]) -> Any:
    """What // or % makes of a fraction: by one it is rounded down; else pages round otherwise than Python does."""
    if work is operator.floordiv and type(right) is int and right == 1:
        return _made(float(work(plain(left), 1)), "floor", (left,), left.decisions)
    for each in (left, right):
        if isinstance(each, (LiveInteger, LiveFloat)):
            each.decisions.pin(each)
    return work(plain(left), plain(right))


def _unary(sign: str, work: Callable[[Any], Any]) -> Callable[..., Any]:
    return lambda self: _made(work(plain(self)), sign, (self,), self.decisions)


def _comparison(holds: str, fails: str, work: Callable[[Any, Any], bool]) -> Callable[[Any, Any], Any]:
    def method(self: Any, other: Any) -> Any:
        if not _is_number(other):
            return NotImplemented
        outcome = work(plain(self), plain(other))
        self.decisions.add(self, holds if outcome else fails, other)
        return outcome

    return method


def _pinned(work: Callable[..., Any]) -> Callable[..., Any]:
    def method(self: Any, *others: Any) -> Any:
        self.decisions.pin(self)
        for other in others:
            if isinstance(other, Remembered):
                self.decisions.pin(other)
        return work(plain(self), *map(plain, others))

    return method


def _truth(self: Any) -> bool:
    self.decisions.add(self, "<>" if plain(self) else "=", 0)
    return bool(plain(self))


def _rounded(self: Any, digits: Any = None) -> Any:
    if digits is not None:
        return _pinned(round)(self, digits)
    return self if isinstance(self, int) else _made(round(plain(self)), "round", (self,), self.decisions)


def _floor(self: Any) -> Any:
    return self if isinstance(self, int) else _made(plain(self).__floor__(), "floor", (self,), self.decisions)


def _ceil(self: Any) -> Any:
    if isinstance(self, int):
        return self
    return _made(plain(self).__ceil__(), "neg", (_floor(_unary("neg", operator.neg)(self)),), self.decisions)


def _power(self: Any, exponent: Any, modulus: Any = None) -> Any:
    """A small power is a product; any other number is needed as it is."""
    if type(exponent) is int and 1 <= exponent <= _HIGHEST and modulus is None:
        return prod([self] * exponent)
    return _pinned(pow)(self, exponent) if modulus is None else _pinned(pow)(self, exponent, modulus)


_ARITHMETIC = {"add": ("+", operator.add), "sub": ("-", operator.sub), "mul": ("*", operator.mul),
               "floordiv": ("//", operator.floordiv), "mod": ("%", operator.mod), "truediv": ("/", operator.truediv)}
_RELATIONS = {"eq": ("=", "<>", operator.eq), "ne": ("<>", "=", operator.ne), "lt": ("<", ">=", operator.lt),
              "le": ("<=", ">", operator.le), "gt": (">", "<=", operator.gt), "ge": (">=", "<", operator.ge)}
_NEEDED: dict[str, Callable[..., Any]] = {
    "int": int, "float": float, "index": int, "trunc": int, "hash": hash, "str": str, "repr": repr, "format": format,
    "invert": operator.invert}
"""What wants a plain number."""
_NEEDED_OF_INTEGERS: dict[str, Callable[..., Any]] = {
    "lshift": operator.lshift, "rshift": operator.rshift, "and": operator.and_, "or": operator.or_,
    "xor": operator.xor, "divmod": divmod}
"""The same of two integers."""


def _methods() -> dict[str, Callable[..., Any]]:
    """Every method by which Python works with a number, by its name without underscores."""
    found: dict[str, Callable[..., Any]] = {}
    for name, (sign, work) in _ARITHMETIC.items():
        found |= {name: _binary(sign, work, swapped=False), f"r{name}": _binary(sign, work, swapped=True)}
    found |= {name: _comparison(*relation) for name, relation in _RELATIONS.items()}
    found |= {name: _pinned(work) for name, work in _NEEDED.items()}
    return found | {"neg": _unary("neg", operator.neg), "pos": lambda self: self, "bool": _truth, "round": _rounded,
                    "floor": _floor, "ceil": _ceil, "pow": _power, "rpow": _pinned(lambda right, left: left**right),
                    "abs": lambda self: self if self >= 0 else -self}


for _name, _method in _methods().items():
    setattr(LiveInteger, f"__{_name}__", _method)
    if _name not in {"index", "invert"}:
        setattr(LiveFloat, f"__{_name}__", _method)
for _name, _choice in {"larger": _larger, "chosen_below": _chosen_below}.items():
    setattr(LiveInteger, _name, _choice)
    setattr(LiveFloat, _name, _choice)
for _name, _work in _NEEDED_OF_INTEGERS.items():
    setattr(LiveInteger, f"__{_name}__", _pinned(_work))
    setattr(LiveInteger, f"__r{_name}__", _pinned(lambda right, left, work=_work: work(left, right)))
