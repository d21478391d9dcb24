"""Arithmetic on the values of arrays, value by value, bounded before it is done.

The numbers are a stranger's: no operation is begun whose result could have more digits than its type, and a value that
its type does not hold is not known.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Iterable, Sequence
from math import prod
from typing import Any

from archcalc.loading.onnx import small_arrays
from archcalc.loading.onnx.tensors import BOOL, FLOATS, MOST_VALUES, Number, Tensor, are_held
from archcalc.operators.shapes import broadcast

Fold = Callable[[Sequence[Tensor | None], dict[str, Any], str], Tensor | None]
"""A node on arrays alone: from its inputs and attributes, under the name of its output; None where it cannot tell."""

_MOST_BITS = 64


def computed(name: str, shape: tuple[int, ...], kind: int, values: Iterable[Number]) -> Tensor | None:
    """An array with these values; None where one of them is not defined, or its type does not hold it."""
    try:
        found = tuple(values)
    except (ArithmeticError, ValueError):
        return None
    return Tensor(name, shape, kind, found) if are_held(found, kind) else None


def rows(shape: tuple[int, ...], *arrays: Tensor) -> list[tuple[Number, ...]] | None:
    """The values of arrays that are broadcast to a shape, each as one row; None where they are not known, or many."""
    size = prod(shape)
    if size > MOST_VALUES or any(each.values is None for each in arrays):
        return None
    return [values * size if len(values) == 1 else values if each.shape == shape else
            small_arrays.repeated(each.shape, values, shape) for each in arrays if (values := each.values) is not None]


def of_two(function: Callable[[Any, Any], Number], kind: int = 0) -> Fold:
    """The fold of an operator of two operands; `kind` is the type of its values, unless it is that of the first."""
    def fold(inputs: Sequence[Tensor | None], attributes: dict[str, Any], name: str) -> Tensor | None:
        first, second = inputs
        assert first is not None
        assert second is not None
        shape = broadcast("arithmetic", first.shape, second.shape) if first.shape or second.shape else ()
        if first.values is None or second.values is None or prod(shape) > MOST_VALUES:
            return Tensor("", shape, kind or first.kind)
        known = rows(shape, first, second)
        return computed(name, shape, kind or first.kind, map(function, *known)) if known else None

    return fold


def of_one(function: Callable[[Any], Number]) -> Fold:
    """The fold of an operator of one operand."""
    def fold(inputs: Sequence[Tensor | None], attributes: dict[str, Any], name: str) -> Tensor | None:
        x = inputs[0]
        assert x is not None
        if x.values is None:
            return Tensor("", x.shape, x.kind)
        return computed(name, x.shape, x.kind, map(function, x.values))

    return fold


def power(base: Number, exponent: Number) -> Number:
    """A power; of integers, only where it has at most 64 bits.

    >>> power(3, 4), power(2.0, -1)
    (81, 0.5)
    """
    if not isinstance(base, int):
        return math.pow(base, exponent)
    if exponent != int(exponent) or exponent < 0:
        raise ValueError("no integer")
    if (abs(base).bit_length() - 1) * int(exponent) > _MOST_BITS:
        raise OverflowError("more than 64 bits")
    found: int = int(base) ** int(exponent)
    return found


def quotient(dividend: Number, divisor: Number) -> Number:
    """A quotient; of integers, rounded towards zero.

    >>> quotient(-7, 2), quotient(7.0, 2)
    (-3, 3.5)
    """
    if not isinstance(dividend, int) or not isinstance(divisor, int):
        return dividend / divisor
    found = abs(dividend) // abs(divisor)
    return found if (dividend < 0) == (divisor < 0) else -found


def remainder(inputs: Sequence[Tensor | None], attributes: dict[str, Any], name: str) -> Tensor | None:
    """Mod, whose sign is that of the divisor, or under `fmod` that of the dividend."""
    return of_two(_truncated if attributes.get("fmod") else operator.mod)(inputs, attributes, name)


def _truncated(dividend: Number, divisor: Number) -> Number:
    if isinstance(dividend, int) and isinstance(divisor, int):
        return dividend - divisor * int(quotient(dividend, divisor))
    return math.fmod(dividend, divisor)


def product(values: Sequence[Number]) -> Number:
    """The product of a row, given up where it would have more than 64 bits.

    >>> product((2, 3, 7))
    42
    """
    found: Number = 1
    for value in () if 0 in values else values:
        found *= value
        if abs(found) >= 2**_MOST_BITS:
            raise OverflowError("more than 64 bits")
    return 0 if 0 in values else found


def as_type(kind: int) -> Callable[[Any], Number]:
    """A value as a type has it; integers are cut off towards zero."""
    return float if kind in FLOATS else bool if kind == BOOL else int


def _rounded(function: Callable[[Any], int]) -> Callable[[Any], Number]:
    """A function that rounds, and keeps the type."""
    return lambda value: type(value)(function(value))


ELEMENTWISE: dict[str, Fold] = {
    "Add": of_two(operator.add), "Sub": of_two(operator.sub), "Mul": of_two(operator.mul), "Div": of_two(quotient),
    "Mod": remainder, "Max": of_two(max), "Min": of_two(min), "Pow": of_two(power),
    "Equal": of_two(operator.eq, BOOL), "Greater": of_two(operator.gt, BOOL), "Less": of_two(operator.lt, BOOL),
    "And": of_two(lambda a, b: bool(a and b), BOOL), "Or": of_two(lambda a, b: bool(a or b), BOOL),
    "Not": of_one(operator.not_), "Neg": of_one(operator.neg), "Floor": of_one(_rounded(math.floor)),
    "Ceil": of_one(_rounded(math.ceil)), "Abs": of_one(abs), "Sqrt": of_one(math.sqrt),
    "Reciprocal": of_one(lambda value: 1 / value), "Exp": of_one(math.exp),
}
"""Operators that work value by value, by ONNX's names."""
