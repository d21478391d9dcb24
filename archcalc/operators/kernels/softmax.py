"""The softmax: exponentials that add up to one."""

from __future__ import annotations

from typing import Any


def softmax(xp: Any, x: Any, axis: int) -> Any:
    """exp(x) / sum of exp(x) along an axis; the largest value is taken off first, so that nothing overflows."""
    y = x - xp.max(x, axis=axis, keepdims=True)
    xp.exp(y, out=y)
    y /= xp.sum(y, axis=axis, keepdims=True)
    return y
