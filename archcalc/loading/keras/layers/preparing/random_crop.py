"""RandomCrop: in training a part of an image, in use its middle, resized."""

from __future__ import annotations

from collections.abc import Generator

from archcalc.language.flat_layers import Layer
from archcalc.loading.keras.keras_values import KerasValue
from archcalc.loading.keras.layer_view import LayerView
from archcalc.loading.keras.layers.convolution._base import axes_of
from archcalc.loading.keras.layers.shaping._base import in_space


def translate(view: LayerView) -> Generator[Layer, None, KerasValue]:
    """An image of a size, of which the figures alone are known."""
    axes_of(view)
    size = (view.config.whole("height"), view.config.whole("width"))
    x = yield from in_space(view)
    if x.own_shape[2:] == size:
        return (yield from view.add("identity", x))
    return (yield from view.add("tensor_function", x, function="random crop", counts="adds",
                                shape=(*x.own_shape[:2], *size)))
