"""Flatten."""

from __future__ import annotations

from collections.abc import Generator

from archcalc.language.flat_layers import Layer
from archcalc.loading.keras.keras_values import KerasValue
from archcalc.loading.keras.layer_view import LayerView


def translate(view: LayerView) -> Generator[Layer, None, KerasValue]:
    """flatten, of values in Keras's order: height, width, channels."""
    x = view.x
    if not view.config.channels_last() and x.rank > 2:
        turned = (0, *range(2, x.rank), 1)
        x = yield from view.arranged(x, turned)
        x = x._replace(shape=x.own_shape, order=tuple(range(x.rank)))
    x = yield from view.flattenable(x)
    if x.rank == 2:
        return (yield from view.add("identity", x))
    return (yield from view.add("flatten", x, order=(0, 1), is_signal=False))
