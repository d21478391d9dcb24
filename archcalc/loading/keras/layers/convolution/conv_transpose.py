"""Conv1DTranspose, Conv2DTranspose, Conv3DTranspose."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

from archcalc.language.flat_layers import Layer
from archcalc.loading.keras.held_arrays import as_is, kernel
from archcalc.loading.keras.keras_values import KerasValue, Untranslatable
from archcalc.loading.keras.layer_view import LayerView
from archcalc.loading.keras.layers.activation._base import activated, steps_of
from archcalc.loading.keras.layers.convolution._base import axes_of, channel_of


def translate(view: LayerView) -> Generator[Layer, None, KerasValue]:
    """conv_transpose, and its activation."""
    axes, bias, config = axes_of(view), view.config.flag("use_bias", True), view.config
    attributes = _window(view, axes) | {"filters": config.whole("filters")}
    steps = steps_of(config)
    x = yield from view.spatial(view.x, channel_of(view, view.x))
    arrays = {"weight": kernel("kernel", axes)} | ({"bias": as_is("bias")} if bias else {})
    y = yield from view.add("conv_transpose", x, bias=bias, weights=arrays, **attributes)
    return (yield from activated(view, y, steps))


def _window(view: LayerView, axes: int) -> dict[str, Any]:
    """Kernel, stride and dilation, and what is cut off or added for the sizes that Keras gives."""
    config = view.config
    kernels, strides = config.wholes("kernel_size", axes), config.wholes("strides", axes, 1)
    dilation = config.wholes("dilation_rate", axes, 1)
    is_same = config.word("padding", ("valid", "same"), "valid") == "same"
    told = config.get("output_padding") is not None
    extra = config.wholes("output_padding", axes, least=0) if told else (None,) * axes
    spans = [(size - 1) * rate + 1 for size, rate in zip(kernels, dilation, strict=True)]
    ends = [_ends(*axis, is_same=is_same) for axis in zip(spans, strides, extra, strict=True)]
    if any(after >= stride for (_, after), stride in zip(ends, strides, strict=True)):
        raise Untranslatable("more is added to its output than its stride")
    sides = tuple([max(0, -side) for pair in ends for side in pair])
    return {"kernel": kernels, "stride": strides, "dilation": dilation, "padding": sides,
            "output_padding": tuple([max(0, after) for _, after in ends])}


def _ends(span: int, stride: int, extra: int | None, *, is_same: bool) -> tuple[int, int]:
    """The values that are added before and after what the kernels paint along an axis; below 0, those cut off.

    Source: keras.src.backend.common.backend_utils, _convert_conv_transpose_padding_args_from_keras_to_jax.

    >>> _ends(3, 2, None, is_same=True), _ends(2, 3, None, is_same=False), _ends(3, 2, 1, is_same=True)
    ((0, -1), (0, 1), (0, -1))
    """
    if not is_same:
        return 0, max(stride - span, 0) if extra is None else extra
    padded = stride + span - 2 if extra is None else span + span % 2 - 2 + extra
    before = min(padded // 2 + padded % 2, span - 1)
    return before - (span - 1), padded - before - (span - 1)
