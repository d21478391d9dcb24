"""LeakyReLU."""

from __future__ import annotations

from archcalc.loading.keras.layer_view import LayerView, Steps
from archcalc.loading.keras.layers.activation._base import alone, leaky_relu_steps


def translate(view: LayerView) -> Steps:
    """leaky_relu; its slope is called alpha in Keras 2."""
    return alone(view, leaky_relu_steps(view.config))
