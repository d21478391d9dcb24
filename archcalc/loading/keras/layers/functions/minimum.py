"""keras.ops.minimum."""

from __future__ import annotations

from archcalc.loading.keras.layer_view import LayerView, Steps
from archcalc.loading.keras.layers.functions._base import joined


def translate(view: LayerView) -> Steps:
    """minimum, of values or with a number."""
    return joined(view, "minimum")
