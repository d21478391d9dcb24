"""GlobalAveragePooling1D, GlobalAveragePooling2D, GlobalAveragePooling3D."""

from __future__ import annotations

from archcalc.loading.keras.layer_view import LayerView, Steps
from archcalc.loading.keras.layers.pooling._base import globally


def translate(view: LayerView) -> Steps:
    """global_avg_pool."""
    return globally(view, "global_avg_pool")
