"""SpatialDropout1D, SpatialDropout2D, SpatialDropout3D: whole channels dropped."""

from __future__ import annotations

from archcalc.loading.keras.layer_view import LayerView, Steps
from archcalc.loading.keras.layers.core import dropout


def translate(view: LayerView) -> Steps:
    """dropout, which changes nothing in use."""
    view.config.get("data_format")
    return dropout.translate(view)
