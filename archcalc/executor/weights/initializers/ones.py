"""Every weight the same: one, divided by what a filter sees, so that each output is a mean and nothing overflows."""

from __future__ import annotations

from math import prod
from typing import Any

from archcalc.executor.weights.initializers import Context
from archcalc.operators.operator import Weight

RULE = "all the same: 1 / fan-in"


def draw(xp: Any, weight: Weight, key: str, context: Context) -> Any:
    """An array of equal values."""
    seen = prod(weight.shape[1:]) if weight.role == "weight" and len(weight.shape) > 1 else 1
    return xp.full(weight.shape, 1 / seen, dtype=xp.float32)
