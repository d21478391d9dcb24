"""Rescaling: x * scale + offset."""

from __future__ import annotations

from collections.abc import Generator

from archcalc.language.flat_layers import Layer
from archcalc.loading.keras.keras_values import KerasValue
from archcalc.loading.keras.layer_view import LayerView


def translate(view: LayerView) -> Generator[Layer, None, KerasValue]:
    """arithmetic with numbers; with a list of them, one for each channel, the figures alone."""
    config = view.config
    if any(isinstance(config.get(key), list) for key in ("scale", "offset")):
        return (yield from view.add("tensor_function", view.x, function="rescaling", counts="adds",
                                    shape=view.x.own_shape))
    scale, offset = config.number("scale", 1.0), config.number("offset", 0.0)
    y = yield from view.add("arithmetic", view.x, function="multiply", number=scale)
    return y if not offset else (yield from view.aside("arithmetic", y, function="add", number=offset))
