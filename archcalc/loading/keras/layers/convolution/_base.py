"""The base of convolutions: their windows."""

from __future__ import annotations

import re
from typing import Any

from archcalc.loading.keras.keras_values import KerasValue, Untranslatable
from archcalc.loading.keras.layer_view import LayerView

_NAMED = re.compile("([123])D")


def channel_of(view: LayerView, x: KerasValue) -> int:
    """The axis of the channels in Keras's order, for which the layer was built."""
    axis = x.rank - 1 if view.config.channels_last() else 1
    view.check_built(x, axis)
    return axis


def axes_of(view: LayerView) -> int:
    """The axes along which a window slides. Raises Untranslatable, also where its name says others: Conv2D."""
    axes = view.x.rank - 2
    named = _NAMED.search(view.record.kind)
    if not 1 <= axes <= 3 or (named and int(named[1]) != axes):
        raise Untranslatable(f"it slides along {axes} axes")
    return axes


def window(view: LayerView, axes: int) -> dict[str, Any]:
    """Kernel, stride, padding and dilation; `causal` pads the beginning alone."""
    config = view.config
    kernel, dilation = config.wholes("kernel_size", axes), config.wholes("dilation_rate", axes, 1)
    words = ("valid", "same", "causal") if axes == 1 else ("valid", "same")
    padding: Any = config.word("padding", words, "valid")
    if padding == "causal":
        padding = (dilation[0] * (kernel[0] - 1), 0)
    return {"kernel": kernel, "stride": config.wholes("strides", axes, 1), "padding": padding, "dilation": dilation}
