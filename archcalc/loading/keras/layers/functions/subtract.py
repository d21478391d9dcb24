"""keras.ops.subtract."""

from __future__ import annotations

from archcalc.loading.keras.layer_view import LayerView, Steps
from archcalc.loading.keras.layers.functions._base import joined


def translate(view: LayerView) -> Steps:
    """subtract, of values or with a number."""
    return joined(view, "subtract")
