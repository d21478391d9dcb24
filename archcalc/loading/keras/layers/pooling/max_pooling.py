"""MaxPooling1D, MaxPooling2D, MaxPooling3D."""

from __future__ import annotations

from archcalc.loading.keras.layer_view import LayerView, Steps
from archcalc.loading.keras.layers.pooling._base import pooled


def translate(view: LayerView) -> Steps:
    """max_pool."""
    return pooled(view, "max_pool")
