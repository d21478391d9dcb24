"""CenterCrop: the middle of an image."""

from __future__ import annotations

from collections.abc import Generator

from archcalc.language.flat_layers import Layer
from archcalc.loading.keras.keras_values import KerasValue
from archcalc.loading.keras.layer_view import LayerView
from archcalc.loading.keras.layers.convolution._base import axes_of
from archcalc.loading.keras.layers.shaping._base import in_space


def translate(view: LayerView) -> Generator[Layer, None, KerasValue]:
    """crop to a size; an image that is smaller is resized, of which the figures alone are known."""
    axes_of(view)
    size = (view.config.whole("height"), view.config.whole("width"))
    x = yield from in_space(view)
    if all(own >= wanted for own, wanted in zip(x.own_shape[2:], size, strict=True)):
        return (yield from view.add("crop", x, size=size))
    return (yield from view.add("tensor_function", x, function="center crop", counts="adds",
                                shape=(*x.own_shape[:2], *size)))
