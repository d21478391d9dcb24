"""GlobalMaxPooling1D, GlobalMaxPooling2D, GlobalMaxPooling3D."""

from __future__ import annotations

from archcalc.loading.keras.layer_view import LayerView, Steps
from archcalc.loading.keras.layers.pooling._base import globally


def translate(view: LayerView) -> Steps:
    """global_max_pool."""
    return globally(view, "global_max_pool")
