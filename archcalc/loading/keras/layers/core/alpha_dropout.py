"""AlphaDropout: values dropped so that means and deviations stay."""

from __future__ import annotations

from archcalc.loading.keras.layer_view import LayerView, Steps
from archcalc.loading.keras.layers.core import dropout


def translate(view: LayerView) -> Steps:
    """dropout, which changes nothing in use."""
    return dropout.translate(view)
