"""Rotary positions: pairs of features turned by an angle that grows with the token's number.

Source: Su et al. 2021 (RoFormer), section 3.2.
"""

from __future__ import annotations

from math import log

from archcalc.operators.operator import Array, Arrays


def rotated(xp: Arrays, x: Array, base: float) -> Array:
    """(..., t, w), each pair of features (i, i + w/2) of token p turned by the angle p * base^(-2i/w)."""
    *_, t, w = x.shape
    half = w // 2
    turns = xp.exp(xp.arange(0, half, dtype=xp.float64) * (-2 * log(base) / w))
    angles = xp.outer(xp.arange(0, t, dtype=xp.float64), turns)
    cosines, sines = xp.cos(angles).astype(x.dtype), xp.sin(angles).astype(x.dtype)
    first, second = x[..., :half], x[..., half:]
    y = xp.empty_like(x)
    y[..., :half] = first * cosines - second * sines
    y[..., half:] = second * cosines + first * sines
    return y
