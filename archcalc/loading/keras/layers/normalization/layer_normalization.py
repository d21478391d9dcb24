"""LayerNormalization, over one axis or several."""

from __future__ import annotations

from collections.abc import Generator
from math import prod
from typing import Any

from archcalc.language.flat_layers import Layer
from archcalc.loading.keras.held_arrays import row
from archcalc.loading.keras.keras_values import KerasValue, Untranslatable, plain_order
from archcalc.loading.keras.layer_view import LayerView
from archcalc.loading.keras.layers.normalization._base import scaled_and_shifted, with_channels


def translate(view: LayerView) -> Generator[Layer, None, KerasValue]:
    """layer_norm over the channels or features; over several axes, of these as one."""
    x, config = view.x, view.config
    axes = config.axes("axis", x.rank)
    scales, shifts = config.flag("scale", True), config.flag("center", True)
    if config.get("rms_scaling"):
        raise Untranslatable("it scales by the root mean square")
    view.check_built(x, *axes)
    epsilon = config.number("epsilon", 1e-3)
    attributes: dict[str, Any] = {"epsilon": epsilon, "affine": scales, "bias": scales and shifts}
    arrays = ({"weight": row("gamma")} if scales else {}) | ({"bias": row("beta")} if scales and shifts else {})
    if len(axes) == 1:
        given = yield from with_channels(view, x, axes[0])
        y = yield from view.add("layer_norm", given, weights=arrays, **attributes)
        return y if scales or not shifts else (
            yield from scaled_and_shifted(view, y, axes[0], scales=False, shifts=True))
    if axes != tuple(range(x.rank - len(axes), x.rank)):
        raise Untranslatable("its axes are not the last ones")
    kept = x.shape[:axes[0]]
    features = prod(x.shape[axes[0]:])
    rows = (x.shape[0], features) if len(kept) == 1 else (x.shape[0], prod(kept[1:]), features)
    given = yield from view.reshaped(x, rows)
    y = yield from view.add("layer_norm", given, weights=arrays, **attributes)
    if shifts and not scales:
        y = yield from scaled_and_shifted(view, y, y.rank - 1, scales=False, shifts=True)
    return (yield from view.aside("reshape", y, order=plain_order(x.rank), is_signal=False, shape=x.shape[1:]))
