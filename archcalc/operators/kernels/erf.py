"""The error function, which array libraries lack.

Double precision: W. J. Cody 1969 (Rational Chebyshev approximations for the error function), two of his three ranges:
in the third, erf is 1 to 1.5e-8, and the second's formula gives the rest closely enough.
Single precision: Abramowitz and Stegun 1964, formula 7.1.26, whose error is at most 1.5e-7.
"""

from __future__ import annotations

from archcalc.operators.operator import Array, Arrays

_NEAR = ((1.85777706184603153e-1, 3.16112374387056560e0, 1.13864154151050156e2, 3.77485237685302021e2,
          3.20937758913846947e3),
         (1.0, 2.36012909523441209e1, 2.44024637934444173e2, 1.28261652607737228e3, 2.84423683343917062e3))
_FAR = ((2.15311535474403846e-8, 5.64188496988670089e-1, 8.88314979438837594e0, 6.61191906371416295e1,
         2.98635138197400131e2, 8.81952221241769090e2, 1.71204761263407058e3, 2.05107837782607147e3,
         1.23033935479799725e3),
        (1.0, 1.57449261107098347e1, 1.17693950891312499e2, 5.37181101862009858e2, 1.62138957456669019e3,
         3.29079923573345963e3, 4.36261909014324716e3, 3.43936767414372164e3, 1.23033935480374942e3))
_BORDER, _ONE_FROM = 0.46875, 6.0  # from there on erf is 1, and the powers of infinity have no quotient
_SINGLE = (1.061405429, -1.453152027, 1.421413741, -0.284496736, 0.254829592, 0.0)
_SINGLE_POLE = 0.3275911


def erf(xp: Arrays, x: Array) -> Array:
    """The error function of every value, as exact as the values' type needs."""
    size = xp.abs(x)
    return xp.copysign(_double(xp, size) if x.dtype == xp.float64 else _single(xp, size), x)


def _double(xp: Arrays, size: Array) -> Array:
    size = xp.minimum(size, _ONE_FROM)
    square = xp.square(size)
    near = size * _polynomial(_NEAR[0], square) / _polynomial(_NEAR[1], square)
    far = 1 - xp.exp(-square) * _polynomial(_FAR[0], size) / _polynomial(_FAR[1], size)
    return xp.where(size <= _BORDER, near, far)


def _single(xp: Arrays, size: Array) -> Array:
    t = 1 / (1 + _SINGLE_POLE * size)
    return 1 - _polynomial(_SINGLE, t) * xp.exp(-xp.square(size))


def _polynomial(coefficients: tuple[float, ...], x: Array) -> Array:
    """Horner's rule, the highest power first."""
    first, second, *others = coefficients
    y = first * x
    y += second
    for coefficient in others:
        y *= x
        y += coefficient
    return y
