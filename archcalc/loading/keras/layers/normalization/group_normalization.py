"""GroupNormalization."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

from archcalc.language.flat_layers import Layer
from archcalc.loading.keras.held_arrays import as_is
from archcalc.loading.keras.keras_values import KerasValue, Untranslatable, channels_first
from archcalc.loading.keras.layer_view import LayerView
from archcalc.loading.keras.layers.normalization._base import scaled_and_shifted


def translate(view: LayerView) -> Generator[Layer, None, KerasValue]:
    """group_norm; -1 groups are one for each channel."""
    x, config = view.x, view.config
    axis = config.axis("axis", x.rank)
    groups = x.shape[axis] if config.get("groups") == -1 else config.whole("groups", 32)
    scales, shifts = config.flag("scale", True), config.flag("center", True)
    if x.rank > 5:
        raise Untranslatable(f"it reads {x.rank} axes")
    view.check_built(x, axis)
    epsilon = config.number("epsilon", 1e-3)
    attributes: dict[str, Any] = {"groups": groups, "epsilon": epsilon, "affine": scales and shifts}
    arrays = {"weight": as_is("gamma"), "bias": as_is("beta")} if scales and shifts else {}
    if x.rank == 2:
        x = yield from view.aside("reshape", x, order=channels_first(3, 1), is_signal=True, shape=(x.shape[1], 1))
        y = yield from view.aside("group_norm", x, weights=arrays, **attributes)
        y = yield from view.add("flatten", y, order=(0, 1), is_signal=False)
    else:
        x = yield from view.spatial(x, axis)
        y = yield from view.add("group_norm", x, weights=arrays, **attributes)
    return y if scales == shifts else (yield from scaled_and_shifted(view, y, axis, scales=scales, shifts=shifts))
