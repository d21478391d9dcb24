"""BatchNormalization."""

from __future__ import annotations

from collections.abc import Generator

from archcalc.language.flat_layers import Layer
from archcalc.loading.keras.held_arrays import as_is
from archcalc.loading.keras.keras_values import KerasValue
from archcalc.loading.keras.layer_view import LayerView
from archcalc.loading.keras.layers.normalization._base import scaled_and_shifted, with_channels


def translate(view: LayerView) -> Generator[Layer, None, KerasValue]:
    """batch_norm; where it scales or shifts alone, without what it learns, and this behind it."""
    scales, shifts = view.config.flag("scale", True), view.config.flag("center", True)
    axis = view.config.axis("axis", view.x.rank)
    view.check_built(view.x, axis)
    epsilon = view.config.number("epsilon", 1e-3)
    x = yield from with_channels(view, view.x, axis)
    arrays = {"mean": as_is("moving_mean"), "variance": as_is("moving_variance")}
    if scales and shifts:
        arrays |= {"weight": as_is("gamma"), "bias": as_is("beta")}
    y = yield from view.add("batch_norm", x, affine=scales and shifts, epsilon=epsilon, weights=arrays)
    return y if scales == shifts else (yield from scaled_and_shifted(view, y, axis, scales=scales, shifts=shifts))
