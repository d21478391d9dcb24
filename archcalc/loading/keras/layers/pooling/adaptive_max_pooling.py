"""AdaptiveMaxPooling1D, AdaptiveMaxPooling2D, AdaptiveMaxPooling3D."""

from __future__ import annotations

from archcalc.loading.keras.layer_view import LayerView, Steps
from archcalc.loading.keras.layers.pooling._base import into_bins


def translate(view: LayerView) -> Steps:
    """adaptive_max_pool."""
    return into_bins(view, "adaptive_max_pool")
