"""A matrix product: weighted sums of all features."""

from __future__ import annotations

from archcalc.operators.operator import Array


def product(x: Array, matrix: Array, bias: Array | None) -> Array:
    """(..., d) times a (units, d) matrix, plus a bias where there is one."""
    y = x @ matrix.transpose(1, 0)
    if bias is not None:
        y += bias
    return y
