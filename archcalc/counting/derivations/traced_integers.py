"""Integers that remember how they came about, so that an operator's own rules tell their derivation."""

from __future__ import annotations

from collections.abc import Callable
from math import isfinite
from typing import Any, Self

from archcalc.base.axis_order import Grouped, Signal
from archcalc.base.named_tuples import NamedTuple
from archcalc.operators.operator import Op, Shape
from archcalc.operators.shape_kinds import like

SUM, PRODUCT, ATOM = 1, 2, 3
"""How tightly an arithmetic binds."""


class Remembered:
    """A number's arithmetic: a sign and the numbers that it joins, or without a sign a name."""

    sign: str = ""
    parts: tuple[Any, ...] = ()
    name: str = ""


class Traced(int, Remembered):
    """An integer and its arithmetic, as a tree: a sign and the numbers that it joins, or without a sign a name.

    How the tree is written is another's business: `text` writes it as lectures do, a spreadsheet as a formula.

    >>> h = Traced(227)
    >>> text((h - 11) // 4 + 1)
    '(227 - 11)/4 + 1'
    """

    def __new__(cls, value: int, name: str = "", sign: str = "", parts: tuple[int, ...] = ()) -> Self:
        traced = super().__new__(cls, value)
        traced.name, traced.sign, traced.parts = name, sign, parts
        return traced

    def __add__(self, other: int) -> Traced:
        return self if _plain(other, 0) else Traced(int(self) + int(other), "", "+", (self, other))

    def __radd__(self, other: int) -> Traced:
        return self if _plain(other, 0) else Traced(int(other) + int(self), "", "+", (other, self))

    def __sub__(self, other: int) -> Traced:
        return self if _plain(other, 0) else Traced(int(self) - int(other), "", "-", (self, other))

    def __rsub__(self, other: int) -> Traced:
        return Traced(int(other) - int(self), "", "-", (other, self))

    def __mul__(self, other: int) -> Traced:
        return self if _plain(other, 1) else Traced(int(self) * int(other), "", "*", (self, other))

    def __rmul__(self, other: int) -> Traced:
        return self if _plain(other, 1) else Traced(int(other) * int(self), "", "*", (other, self))

    def __floordiv__(self, other: int) -> Traced:
        return Traced(int(self) // int(other), "", "//", (self, other))

    def __neg__(self) -> Traced:
        return Traced(-int(self), "", "neg", (self,))


def _plain(number: int, value: int) -> bool:
    """True where a number is just this value, with which nothing changes: no traced one that happens to have it."""
    return not isinstance(number, Traced) and number == value


class Written(NamedTuple):
    """A number's arithmetic as text, how tightly it binds, and the number that it is the negative of, if it is one.

    `parted` is the number that was divided without a rest, and the text of its divisor.
    """

    text: str
    strength: int = ATOM
    opposite: Written | None = None
    parted: tuple[Written, str] | None = None

    def within(self, strength: int) -> str:
        """The text, in parentheses where it binds less tightly than `strength`."""
        return f"({self.text})" if self.strength < strength else self.text

    @property
    def alone(self) -> Written:
        """The same, not known as a negative."""
        return self if self.opposite is None else Written(self.text, self.strength)


Writer = Callable[[Any, list[Written]], Written]
"""Writes a number that has a sign, given what was written for its parts."""


def written(number: Any, writer: Writer) -> Written:
    """A number's tree as a writer has it, from the leaves up; a part that stands in it twice is written once."""
    known: dict[int, Written] = {}
    waiting: list[Any] = [number]
    while waiting:
        top = waiting[-1]
        remembers = isinstance(top, Remembered)
        if not remembers:
            known[id(top)] = Written(in_digits(top))
        elif not top.sign:
            known[id(top)] = Written(top.name or str(int(top)))
        elif unknown := [part for part in top.parts if id(part) not in known]:
            waiting += unknown
            continue
        else:
            known[id(top)] = writer(top, [known[id(part)] for part in top.parts])
        waiting.pop()
    return known[id(number)]


def in_digits(number: Any) -> str:
    """A plain number without an exponent, 0.00001 and not 1e-05; the same number where it is read."""
    if not (isinstance(number, float) and isfinite(number)):
        return str(number)
    from decimal import Decimal

    return f"{Decimal(repr(number)):f}"


def text(value: int) -> str:
    """The arithmetic of a number with the values put in, as lectures write it: what adds nothing is left out."""
    return written(value, _arithmetic).text if isinstance(value, Traced) else str(value)


def _arithmetic(number: Traced, parts: list[Written]) -> Written:
    return _SIGNS[number.sign](number, *parts)


def _sum(number: Traced, left: Written, right: Written) -> Written:
    first, second = map(int, number.parts)
    if second == 0:
        return left.alone
    if first == 0 and number.sign == "+":
        return right.alone
    return Written(f"{left.text} {number.sign} {right.within(SUM if number.sign == '+' else PRODUCT)}", SUM)


def _product(number: Traced, left: Written, right: Written) -> Written:
    """A right side that is a product itself keeps its parentheses, as in (55*55*96)*(11*11*3)."""
    if int(number.parts[0]) == 1:
        return right.alone
    if left.parted is not None and left.parted[1] == right.text:
        return left.parted[0].alone
    return Written(f"{left.within(PRODUCT)}*{right.within(ATOM)}", PRODUCT)


def _quotient(number: Traced, left: Written, right: Written) -> Written:
    """Exact division is written /; where something is rounded away, it says which way.

    What rounds up is written in Python as -(-a // b): the quotient is known as the negative of a/b rounded up.
    """
    first, second = map(int, number.parts)
    exact = int(number) * second == first
    if second == 1 and left.strength > SUM:
        return left.alone
    if first < 0 and left.opposite is not None:
        return Written(str(int(number)), opposite=_fraction("ceil", left.opposite, right, exact=exact))
    return _fraction("floor", left, right, exact=exact)


def _fraction(rounding: str, left: Written, right: Written, *, exact: bool) -> Written:
    fraction = f"{left.within(PRODUCT)}/{right.within(ATOM)}"
    return Written(fraction, PRODUCT, parted=(left, right.text)) if exact else Written(f"{rounding}({fraction})")


def _negative(number: Traced, part: Written) -> Written:
    return part.opposite or Written(f"-{part.within(ATOM)}", SUM, part)


_SIGNS: dict[str, Callable[..., Written]] = {"+": _sum, "-": _sum, "*": _product, "//": _quotient, "neg": _negative}


def traced(value: Any) -> Any:
    """A value with every integer in it traced, an operator with its attributes; flags and texts stay."""
    if isinstance(value, Op):
        return value.replace(**{name: traced(attribute) for name, attribute in value.attributes.items()})
    if isinstance(value, tuple):
        return like(value, map(traced, value))
    return Traced(value) if type(value) is int else value


_LETTERS = {5: "ncdhw", 4: "nchw", 3: "ntd", 2: "nd"}
_OF_SIGNALS = "ncl"
_OF_GROUPS = {4: "ngtd", 5: "nfgtd"}


def lettered(shape: Shape, mark: str = "") -> Shape:
    """A shape whose axes are called by the letters of the docstrings: n, c, h, w; with a mark, those of an output.

    >>> [text(axis) for axis in lettered((1, 96, 55, 55), "'")]
    ['n', "c'", "h'", "w'"]
    """
    letters = _OF_SIGNALS if isinstance(shape, Signal) else (
        _OF_GROUPS if isinstance(shape, Grouped) else _LETTERS).get(len(shape), "nabcdefghijklm"[:len(shape)])
    return like(shape, (Traced(axis, letter if letter == "n" else letter + mark)
                        for axis, letter in zip(shape, letters, strict=True)))


def named(op: Op) -> Op:
    """An operator whose attributes are called by their names."""
    return op.replace(**{name: _named(name, value) for name, value in op.attributes.items()})


def _named(name: str, value: Any) -> Any:
    if isinstance(value, tuple):
        return tuple(_named(name, item) for item in value)
    return Traced(value, name) if type(value) is int else value
