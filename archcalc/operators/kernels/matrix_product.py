"""A matrix product: weighted sums of all features."""

from __future__ import annotations

from typing import Any


def product(x: Any, matrix: Any, bias: Any) -> Any:
    """(..., d) times a (units, d) matrix, plus a bias where there is one."""
    y = x @ matrix.transpose(1, 0)
    if bias is not None:
        y += bias
    return y
