"""AveragePooling1D, AveragePooling2D, AveragePooling3D."""

from __future__ import annotations

from archcalc.loading.keras.layer_view import LayerView, Steps
from archcalc.loading.keras.layers.pooling._base import pooled


def translate(view: LayerView) -> Steps:
    """avg_pool; padding is left out of its means."""
    return pooled(view, "avg_pool", count_padding=False)
