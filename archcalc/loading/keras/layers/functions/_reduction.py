"""The base of reductions: their axes, which go or stay with size 1."""

from __future__ import annotations

from collections.abc import Generator

from archcalc.language.flat_layers import Layer
from archcalc.loading.keras.keras_values import KerasValue, Untranslatable
from archcalc.loading.keras.layer_config import counted
from archcalc.loading.keras.layer_view import LayerView


def reduced(view: LayerView, function: str) -> Generator[Layer, None, KerasValue]:
    """A value over some of its axes, but for the batch's."""
    x = view.x
    given = view.config.get("axis", view.argument(1, "axis"))
    keeps = view.config.get("keepdims", view.argument(2, "keepdims", False)) is True
    several = given if isinstance(given, (list, tuple)) else [given]
    if given is None or not all(type(each) is int for each in several):
        raise Untranslatable("it is over all axes, the batch among them")
    axes = {counted("axis", each, x.rank) for each in several}
    if 0 in axes:
        raise Untranslatable("it is over the batch")
    places = tuple(sorted(x.order.index(axis) for axis in axes))
    left = [axis for axis in range(x.rank) if axis not in axes]
    order = x.order if keeps else tuple([left.index(axis) for axis in x.order if axis not in axes])
    is_signal = x.is_signal if keeps else order == (0, 2, 1)
    return (yield from view.add("reduce", x, function=function, axes=places, kept=keeps, order=order,
                                is_signal=is_signal))
