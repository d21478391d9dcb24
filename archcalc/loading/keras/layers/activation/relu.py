"""ReLU, with a slope, a largest value and a threshold."""

from __future__ import annotations

from archcalc.loading.keras.layer_view import LayerView, Steps
from archcalc.loading.keras.layers.activation._base import alone, relu_steps


def translate(view: LayerView) -> Steps:
    """relu, relu6, clip or leaky_relu."""
    return alone(view, relu_steps(view.config))
