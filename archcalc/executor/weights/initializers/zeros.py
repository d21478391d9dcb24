"""Every weight zero."""

from __future__ import annotations

from typing import Any

from archcalc.executor.weights.initializers import Context
from archcalc.operators.operator import Weight

RULE = "all 0"


def draw(xp: Any, weight: Weight, key: str, context: Context) -> Any:
    """An array of zeros."""
    return xp.zeros(weight.shape, dtype=xp.float32)
