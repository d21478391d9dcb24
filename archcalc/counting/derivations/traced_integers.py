"""Integers that remember how they came about, so that an operator's own rules tell their derivation."""

from __future__ import annotations

from typing import Any, Self

from archcalc.operators.operator import Op, Shape

_SUM, _PRODUCT, _ATOM = 1, 2, 3


class Traced(int):
    """An integer with the arithmetic that gave it.

    >>> h = Traced(227)
    >>> ((h - 11) // 4 + 1).text
    '(227 - 11)/4 + 1'
    """

    text: str
    strength: int
    opposite: Traced | None

    def __new__(cls, value: int, text: str = "", strength: int = _ATOM, opposite: Traced | None = None) -> Self:
        traced = super().__new__(cls, value)
        traced.text, traced.strength, traced.opposite = text or str(value), strength, opposite
        return traced

    def __add__(self, other: int) -> Traced:
        return _sum(self, "+", other)

    def __radd__(self, other: int) -> Traced:
        return _sum(other, "+", self)

    def __sub__(self, other: int) -> Traced:
        return _sum(self, "-", other)

    def __rsub__(self, other: int) -> Traced:
        return _sum(other, "-", self)

    def __mul__(self, other: int) -> Traced:
        return _product(self, other)

    def __rmul__(self, other: int) -> Traced:
        return _product(other, self)

    def __floordiv__(self, other: int) -> Traced:
        return _quotient(self, other)

    def __neg__(self) -> Traced:
        return self.opposite or Traced(-int(self), f"-{_within(self, _ATOM)}", _SUM, self)


def _within(number: int, strength: int) -> str:
    """A number's text, in parentheses where it binds less tightly than `strength`."""
    if not isinstance(number, Traced):
        return str(number)
    return f"({number.text})" if number.strength < strength else number.text


def _sum(left: int, sign: str, right: int) -> Traced:
    value = int(left) + int(right) if sign == "+" else int(left) - int(right)
    if int(right) == 0:
        return Traced(value, _within(left, _SUM), getattr(left, "strength", _ATOM))
    if int(left) == 0 and sign == "+":
        return Traced(value, _within(right, _SUM), getattr(right, "strength", _ATOM))
    return Traced(value, f"{_within(left, _SUM)} {sign} {_within(right, _SUM if sign == '+' else _PRODUCT)}", _SUM)


def _product(left: int, right: int) -> Traced:
    value = int(left) * int(right)
    if int(left) == 1:
        return Traced(value, _within(right, _SUM), getattr(right, "strength", _ATOM))
    return Traced(value, f"{_within(left, _PRODUCT)}*{_grouped(right)}", _PRODUCT)


def _grouped(right: int) -> str:
    """The right side of a product; one that is a product itself keeps its parentheses, as in (55*55*96)*(11*11*3)."""
    return _within(right, _ATOM)


def _quotient(left: int, right: int) -> Traced:
    """Exact division is written /; where something is rounded away, it says which way."""
    value = int(left) // int(right)
    if int(right) == 1 and getattr(left, "strength", _ATOM) > _SUM:
        return Traced(value, _within(left, _SUM), getattr(left, "strength", _ATOM))
    if isinstance(left, Traced) and int(left) < 0 and left.opposite is not None:
        return Traced(value, "", _ATOM, _fraction("ceil", left.opposite, right, -value))
    return _fraction("floor", left, right, value)


def _fraction(rounding: str, left: int, right: int, value: int) -> Traced:
    text = f"{_within(left, _PRODUCT)}/{_within(right, _ATOM)}"
    exact = value * int(right) == int(left)
    return Traced(value, text if exact else f"{rounding}({text})", _PRODUCT if exact else _ATOM)


def traced(value: Any) -> Any:
    """A value with every integer in it traced, an operator with its attributes; flags and texts stay."""
    if isinstance(value, Op):
        return value.replace(**{name: traced(attribute) for name, attribute in value.attributes.items()})
    if isinstance(value, tuple):
        return tuple(map(traced, value))
    return Traced(value) if type(value) is int else value


_LETTERS = {4: "nchw", 3: "ntd", 2: "nd"}


def lettered(shape: Shape, mark: str = "") -> Shape:
    """A shape whose axes are called by the letters of the docstrings: n, c, h, w; with a mark, those of an output.

    >>> [text(axis) for axis in lettered((1, 96, 55, 55), "'")]
    ['n', "c'", "h'", "w'"]
    """
    letters = _LETTERS.get(len(shape)) or "nabcdefghijklm"[:len(shape)]
    return tuple(Traced(axis, letter if letter == "n" else letter + mark)
                 for axis, letter in zip(shape, letters, strict=True))


def named(op: Op) -> Op:
    """An operator whose attributes are called by their names."""
    return op.replace(**{name: _named(name, value) for name, value in op.attributes.items()})


def _named(name: str, value: Any) -> Any:
    if isinstance(value, tuple):
        return tuple(_named(name, item) for item in value)
    return Traced(value, name) if type(value) is int else value


def text(value: int) -> str:
    """How a number came about, or the number itself."""
    return value.text if isinstance(value, Traced) else str(value)
