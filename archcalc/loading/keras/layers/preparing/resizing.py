"""Resizing: images of another size."""

from __future__ import annotations

from collections.abc import Generator

from archcalc.language.flat_layers import Layer
from archcalc.loading.keras.keras_values import KerasValue
from archcalc.loading.keras.layer_view import LayerView
from archcalc.loading.keras.layers.convolution._base import axes_of
from archcalc.loading.keras.layers.shaping._base import in_space


def translate(view: LayerView) -> Generator[Layer, None, KerasValue]:
    """upsample to a size where values are repeated or lie between others; of other ways the figures alone."""
    config, mode = view.config, view.config.get("interpolation", "bilinear")
    size = (config.whole("height"), config.whole("width"))
    axes_of(view)
    plain = not any(config.get(key) for key in ("crop_to_aspect_ratio", "pad_to_aspect_ratio", "antialias"))
    config.get("fill_mode")
    config.get("fill_value")
    x = yield from in_space(view)
    if plain and mode in ("nearest", "bilinear"):
        return (yield from view.add("upsample", x, size=size, mode=mode))
    shape = (*x.own_shape[:2], *size)
    return (yield from view.add("tensor_function", x, function=f"resizing {mode}"[:100], shape=shape, counts="adds"))
