"""Functions of one value, applied to a whole array; with `out` the result takes that array's place."""

from __future__ import annotations

from archcalc.operators.operator import Array, Arrays


def relu(xp: Arrays, x: Array, out: Array | None = None) -> Array:
    """max(0, x); clipping is up to four times as fast as `maximum` with a scalar."""
    return xp.clip(x, 0, float("inf"), out=out)


def relu6(xp: Arrays, x: Array, out: Array | None = None) -> Array:
    """min(max(0, x), 6)."""
    return xp.clip(x, 0, 6, out=out)


def sigmoid(xp: Arrays, x: Array, out: Array | None = None) -> Array:
    """1 / (1 + exp(-x)), by the hyperbolic tangent, which does not overflow."""
    y = xp.multiply(x, 0.5, out=out)
    xp.tanh(y, out=y)
    y += 1
    y *= 0.5
    return y


def silu(xp: Arrays, x: Array, out: Array | None = None) -> Array:
    """X / (1 + exp(-x)), as x/2 * (1 + tanh(x/2))."""
    half = xp.multiply(x, 0.5, out=out)
    y = xp.tanh(half)
    y += 1
    return xp.multiply(half, y, out=half)


def hard_sigmoid(xp: Arrays, x: Array, out: Array | None = None) -> Array:
    """min(max(0, x + 3), 6) / 6."""
    y = xp.add(x, 3, out=out)
    xp.clip(y, 0, 6, out=y)
    y *= 1 / 6
    return y


def hard_swish(xp: Arrays, x: Array, out: Array | None = None) -> Array:
    """X * min(max(0, x + 3), 6) / 6."""
    return xp.multiply(x, hard_sigmoid(xp, x), out=out)


def tanh(xp: Arrays, x: Array, out: Array | None = None) -> Array:
    """(exp(x) - exp(-x)) / (exp(x) + exp(-x))."""
    return xp.tanh(x, out=out)
