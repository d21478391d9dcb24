"""Cropping1D, Cropping2D, Cropping3D."""

from __future__ import annotations

from collections.abc import Generator

from archcalc.language.flat_layers import Layer
from archcalc.loading.keras.keras_values import KerasValue
from archcalc.loading.keras.layer_view import LayerView
from archcalc.loading.keras.layers.shaping._base import both_sides, in_space


def translate(view: LayerView) -> Generator[Layer, None, KerasValue]:
    """crop."""
    sides = both_sides(view, "cropping")
    x = yield from in_space(view)
    return (yield from view.add("crop", x, sides=sides))
