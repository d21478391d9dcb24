"""The base of convolutions: their windows."""

from __future__ import annotations

from typing import Any

from archcalc.loading.keras.keras_values import KerasValue, Untranslatable
from archcalc.loading.keras.layer_view import LayerView


def channel_of(view: LayerView, x: KerasValue) -> int:
    """The axis of the channels in Keras's order, for which the layer was built."""
    axis = x.rank - 1 if view.config.channels_last() else 1
    view.check_built(x, axis)
    return axis


def axes_of(x: KerasValue) -> int:
    """The axes along which a window slides. Raises Untranslatable."""
    if not 3 <= x.rank <= 5:
        raise Untranslatable(f"it slides along {x.rank - 2} axes")
    return x.rank - 2


def window(view: LayerView, axes: int) -> dict[str, Any]:
    """Kernel, stride, padding and dilation; `causal` pads the beginning alone."""
    config = view.config
    kernel, dilation = config.wholes("kernel_size", axes), config.wholes("dilation_rate", axes, 1)
    words = ("valid", "same", "causal") if axes == 1 else ("valid", "same")
    padding: Any = config.word("padding", words, "valid")
    if padding == "causal":
        padding = (dilation[0] * (kernel[0] - 1), 0)
    return {"kernel": kernel, "stride": config.wholes("strides", axes, 1), "padding": padding, "dilation": dilation}
