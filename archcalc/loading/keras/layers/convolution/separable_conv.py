"""SeparableConv1D, SeparableConv2D."""

from __future__ import annotations

from collections.abc import Generator

from archcalc.language.flat_layers import Layer
from archcalc.loading.keras.held_arrays import as_is, kernel
from archcalc.loading.keras.keras_values import KerasValue
from archcalc.loading.keras.layer_view import LayerView
from archcalc.loading.keras.layers.activation._base import activated, steps_of
from archcalc.loading.keras.layers.convolution._base import axes_of, channel_of, window
from archcalc.loading.keras.layers.convolution.depthwise_conv import by_channel


def translate(view: LayerView) -> Generator[Layer, None, KerasValue]:
    """conv, each channel by itself, then one over all channels at each place, and its activation."""
    axes, bias, config = axes_of(view), view.config.flag("use_bias", True), view.config
    axis = channel_of(view, view.x)
    channels, filters = view.x.shape[axis], config.whole("filters")
    attributes = window(view, axes) | {"filters": channels * config.whole("depth_multiplier", 1), "groups": channels}
    steps = steps_of(config)
    x = yield from view.spatial(view.x, axis)
    x = yield from view.aside("conv", x, bias=False, weights={"weight": by_channel("depthwise_kernel", axes)},
                              **attributes)
    arrays = {"weight": kernel("pointwise_kernel", axes)} | ({"bias": as_is("bias")} if bias else {})
    y = yield from view.add("conv", x, filters=filters, kernel=1, bias=bias, weights=arrays)
    return (yield from activated(view, y, steps))
