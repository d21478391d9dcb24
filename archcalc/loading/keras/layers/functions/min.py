"""keras.ops.min."""

from __future__ import annotations

from archcalc.loading.keras.layer_view import LayerView, Steps
from archcalc.loading.keras.layers.functions._reduction import reduced


def translate(view: LayerView) -> Steps:
    """reduce."""
    return reduced(view, "min")
