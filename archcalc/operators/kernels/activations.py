"""Functions of one value, applied to a whole array; with `out` the result takes that array's place."""

from __future__ import annotations

from typing import Any


def relu(xp: Any, x: Any, out: Any = None) -> Any:
    """max(0, x); clipping is up to four times as fast as `maximum` with a scalar."""
    return xp.clip(x, 0, float("inf"), out=out)


def relu6(xp: Any, x: Any, out: Any = None) -> Any:
    """min(max(0, x), 6)."""
    return xp.clip(x, 0, 6, out=out)


def sigmoid(xp: Any, x: Any, out: Any = None) -> Any:
    """1 / (1 + exp(-x)), by the hyperbolic tangent, which does not overflow."""
    y = xp.multiply(x, 0.5, out=out)
    xp.tanh(y, out=y)
    y += 1
    y *= 0.5
    return y


def silu(xp: Any, x: Any, out: Any = None) -> Any:
    """X / (1 + exp(-x))."""
    return xp.multiply(x, sigmoid(xp, x), out=out)


def hard_sigmoid(xp: Any, x: Any, out: Any = None) -> Any:
    """min(max(0, x + 3), 6) / 6."""
    y = xp.add(x, 3, out=out)
    xp.clip(y, 0, 6, out=y)
    y *= 1 / 6
    return y


def hard_swish(xp: Any, x: Any, out: Any = None) -> Any:
    """X * min(max(0, x + 3), 6) / 6."""
    return xp.multiply(x, hard_sigmoid(xp, x), out=out)


def tanh(xp: Any, x: Any, out: Any = None) -> Any:
    """(exp(x) - exp(-x)) / (exp(x) + exp(-x))."""
    return xp.tanh(x, out=out)
