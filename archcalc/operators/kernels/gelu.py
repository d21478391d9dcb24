"""The Gaussian error linear unit, x times the chance that a standard normal value lies below x, in blocks.

Single precision: the chance is (1 + tanh(x p(x^2))) / 2, with a polynomial of degree 6 fitted up to 5.8, where the
product with x is right to 7e-8: five passes fewer than the error function takes, and exact where that rounds. Beyond,
the polynomial only grows, and the tangent is 1. NumPy's tangent takes less than its exponential and a division. The fit
is by least squares, weighted again and again until the largest error is least (Lawson 1961).
"""

from __future__ import annotations

from collections.abc import Sequence
from math import pi

from archcalc.operators.kernels.cache_blocks import by_blocks
from archcalc.operators.kernels.erf import erf
from archcalc.operators.operator import Array, Arrays

_CHANCE = (1.813924134650771e-9, -1.3378305956328266e-7, 3.974068511795021e-6, -5.527337035404527e-5,
           -3.302675572961468e-5, 3.6334149189398424e-2, 7.978842683858455e-1)
"""The polynomial p, the highest power first."""


def gelu(xp: Arrays, x: Array, out: Array | None = None) -> Array:
    """x/2 * (1 + erf(x/sqrt(2)))."""
    return by_blocks(xp, _by_error_function if x.dtype == xp.float64 else _by_chance, x, out, 2)


def gelu_by_tanh(xp: Arrays, x: Array, out: Array | None = None) -> Array:
    """x/2 * (1 + tanh(sqrt(2/pi) * (x + 0.044715 x^3)))."""
    return by_blocks(xp, _by_tanh, x, out, 2)


def _by_chance(xp: Arrays, x: Array, out: Array, room: Sequence[Array]) -> None:
    square, y = room
    first, *others, last = _CHANCE
    xp.square(x, out=square)
    xp.multiply(square, first, out=y)
    for coefficient in others:
        y += coefficient
        y *= square
    y += last
    y *= x
    xp.tanh(y, out=y)
    y *= 0.5
    y += 0.5
    xp.multiply(x, y, out=out)


def _by_error_function(xp: Arrays, x: Array, out: Array, room: Sequence[Array]) -> None:
    root, y = room
    xp.multiply(x, 0.5**0.5, out=root)
    xp.add(erf(xp, root), 1, out=y)
    y *= x
    xp.multiply(y, 0.5, out=out)


def _by_tanh(xp: Arrays, x: Array, out: Array, room: Sequence[Array]) -> None:
    y, other = room
    xp.square(x, out=y)
    y *= 0.044715
    y += 1
    y *= x
    y *= (2 / pi) ** 0.5
    xp.tanh(y, out=other)
    other += 1
    other *= x
    xp.multiply(other, 0.5, out=out)
