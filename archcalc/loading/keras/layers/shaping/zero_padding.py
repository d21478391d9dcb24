"""ZeroPadding1D, ZeroPadding2D, ZeroPadding3D."""

from __future__ import annotations

from collections.abc import Generator

from archcalc.language.flat_layers import Layer
from archcalc.loading.keras.keras_values import KerasValue
from archcalc.loading.keras.layer_view import LayerView
from archcalc.loading.keras.layers.shaping._base import both_sides, in_space


def translate(view: LayerView) -> Generator[Layer, None, KerasValue]:
    """pad."""
    sides = both_sides(view, "padding")
    x = yield from in_space(view)
    return (yield from view.add("pad", x, sides=sides))
