"""The base of poolings: windows, whole images, bins."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

from archcalc.language.flat_layers import Layer
from archcalc.loading.keras.keras_values import KerasValue
from archcalc.loading.keras.layer_view import LayerView
from archcalc.loading.keras.layers.convolution._base import axes_of


def pooled(view: LayerView, kind: str, **more: Any) -> Generator[Layer, None, KerasValue]:
    """A pooling with a window."""
    config, axes = view.config, axes_of(view)
    kernel = config.wholes("pool_size", axes, 2)
    stride = kernel if config.get("strides") is None else config.wholes("strides", axes)
    padding = config.word("padding", ("valid", "same"), "valid")
    x = yield from view.spatial(view.x, view.x.rank - 1 if config.channels_last() else 1)
    return (yield from view.add(kind, x, kernel=kernel, stride=stride, padding=padding, **more))


def globally(view: LayerView, kind: str) -> Generator[Layer, None, KerasValue]:
    """One value for each channel; the axes stay with size 1 if they are to be kept."""
    axes_of(view)
    axis = view.x.rank - 1 if view.config.channels_last() else 1
    keeps = view.config.flag("keepdims", False)
    x = yield from view.spatial(view.x, axis)
    y = yield from view.add(kind, x)
    if keeps:
        return y
    return (yield from view.aside("flatten", y, order=(0, 1), is_signal=False))


def into_bins(view: LayerView, kind: str) -> Generator[Layer, None, KerasValue]:
    """A fixed number of bins along each axis."""
    axes = axes_of(view)
    output = view.config.wholes("output_size", axes)
    x = yield from view.spatial(view.x, view.x.rank - 1 if view.config.channels_last() else 1)
    return (yield from view.add(kind, x, output=output))
