"""DepthwiseConv1D, DepthwiseConv2D."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from typing import Any

from archcalc.language.flat_layers import Layer
from archcalc.loading.keras.held_arrays import as_is
from archcalc.loading.keras.keras_values import Arrays, KerasValue
from archcalc.loading.keras.layer_view import LayerView
from archcalc.loading.keras.layers.activation._base import activated, steps_of
from archcalc.loading.keras.layers.convolution._base import axes_of, channel_of, window


def translate(view: LayerView) -> Generator[Layer, None, KerasValue]:
    """conv, each channel by itself, and its activation."""
    axes, bias, config = axes_of(view), view.config.flag("use_bias", True), view.config
    axis = channel_of(view, view.x)
    channels, times = view.x.shape[axis], config.whole("depth_multiplier", 1)
    attributes = window(view, axes) | {"filters": channels * times, "groups": channels}
    steps = steps_of(config)
    x = yield from view.spatial(view.x, axis)
    arrays = {"weight": by_channel("kernel", axes)} | ({"bias": as_is("bias")} if bias else {})
    y = yield from view.add("conv", x, bias=bias, weights=arrays, **attributes)
    return (yield from activated(view, y, steps))


def by_channel(path: str, axes: int) -> Arrays:
    """Filters of one channel each, from places by channels by filters of a channel."""
    def taken(arrays: Mapping[str, Any]) -> Any:
        given = arrays[path]
        return given.reshape(*given.shape[:axes], -1).transpose(axes, *range(axes))[:, None]

    return taken
