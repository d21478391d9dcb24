"""UpSampling1D, UpSampling2D, UpSampling3D."""

from __future__ import annotations

from collections.abc import Generator

from archcalc.language.flat_layers import Layer
from archcalc.loading.keras.keras_values import KerasValue
from archcalc.loading.keras.layer_view import LayerView
from archcalc.loading.keras.layers.convolution._base import axes_of
from archcalc.loading.keras.layers.shaping._base import in_space


def translate(view: LayerView) -> Generator[Layer, None, KerasValue]:
    """upsample, by values repeated or between others; of other ways the figures alone."""
    scale = view.config.wholes("size", axes_of(view), 2)
    mode = view.config.word("interpolation", ("nearest", "bilinear", "bicubic", "lanczos3", "lanczos5"), "nearest")
    x = yield from in_space(view)
    if mode not in ("nearest", "bilinear"):  # other ways lie between others in each framework
        sizes = [size * times for size, times in zip(x.own_shape[2:], scale, strict=True)]
        return (yield from view.add("tensor_function", x, function=f"upsampling {mode}", counts="adds",
                                    shape=(*x.own_shape[:2], *sizes)))
    return (yield from view.add("upsample", x, scale=scale, mode=mode))
