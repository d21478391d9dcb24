"""Conv1D, Conv2D, Conv3D."""

from __future__ import annotations

from collections.abc import Generator

from archcalc.language.flat_layers import Layer
from archcalc.loading.keras.held_arrays import as_is, kernel
from archcalc.loading.keras.keras_values import KerasValue
from archcalc.loading.keras.layer_view import LayerView
from archcalc.loading.keras.layers.activation._base import activated, steps_of
from archcalc.loading.keras.layers.convolution._base import axes_of, channel_of, window


def translate(view: LayerView) -> Generator[Layer, None, KerasValue]:
    """conv, and its activation."""
    axes, bias, config = axes_of(view), view.config.flag("use_bias", True), view.config
    attributes = window(view, axes) | {"filters": config.whole("filters"), "groups": config.whole("groups", 1)}
    steps = steps_of(config)
    x = yield from view.spatial(view.x, channel_of(view, view.x))
    arrays = {"weight": kernel("kernel", axes)} | ({"bias": as_is("bias")} if bias else {})
    y = yield from view.add("conv", x, bias=bias, weights=arrays, **attributes)
    return (yield from activated(view, y, steps))
