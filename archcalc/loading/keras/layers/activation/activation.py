"""Activation: a function of every value by its name."""

from __future__ import annotations

from archcalc.loading.keras.layer_view import LayerView, Steps
from archcalc.loading.keras.layers.activation._base import alone, steps_of


def translate(view: LayerView) -> Steps:
    """The operators of that name."""
    return alone(view, steps_of(view.config))
