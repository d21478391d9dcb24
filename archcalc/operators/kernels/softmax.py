"""The softmax: exponentials that add up to one."""

from __future__ import annotations

from archcalc.operators.operator import Array, Arrays


def softmax(xp: Arrays, x: Array, axis: int) -> Array:
    """exp(x) / sum of exp(x) along an axis; the largest value is taken off first, so that nothing overflows."""
    y = x - xp.max(x, axis=axis, keepdims=True)
    xp.exp(y, out=y)
    y /= xp.sum(y, axis=axis, keepdims=True)
    return y
