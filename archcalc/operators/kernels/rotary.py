"""Rotary positions: pairs of features turned by an angle that grows with the token's number.

Source: Su et al. 2021 (RoFormer), section 3.2.
"""

from __future__ import annotations

from math import log

from archcalc.operators.operator import Array, Arrays


def rotated(xp: Arrays, x: Array, base: float) -> Array:
    """(..., t, w), each pair of features (i, i + w/2) of token p turned by the angle p * base^(-2i/w)."""
    *_, t, w = x.shape
    half, turns = w // 2, angles(xp, t, w, base)
    cosines, sines = xp.cos(turns).astype(x.dtype), xp.sin(turns).astype(x.dtype)
    first, second = x[..., :half], x[..., half:]
    y = xp.empty_like(x)
    y[..., :half] = first * cosines - second * sines
    y[..., half:] = second * cosines + first * sines
    return y


def angles(xp: Arrays, t: int, w: int, base: float) -> Array:
    """(t, w/2): the angle p * base^(-2i/w) of pair i of token p."""
    turns = xp.exp(xp.arange(0, w // 2, dtype=xp.float64) * (-2 * log(base) / w))
    return xp.outer(xp.arange(0, t, dtype=xp.float64), turns)
