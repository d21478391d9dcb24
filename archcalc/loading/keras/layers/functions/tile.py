"""keras.ops.tile."""

from __future__ import annotations

from collections.abc import Generator

from archcalc.language.flat_layers import Layer
from archcalc.loading.keras.keras_values import KerasValue, Untranslatable
from archcalc.loading.keras.layer_view import LayerView


def translate(view: LayerView) -> Generator[Layer, None, KerasValue]:
    """tile, of as many axes as there are."""
    x, times = view.x, view.config.get("repeats", view.argument(1, "repeats"))
    if not isinstance(times, (list, tuple)) or len(times) != x.rank or not all(type(each) is int and each > 0
                                                                               for each in times):
        raise Untranslatable("how often is not told for every axis")
    return (yield from view.add("tile", x, repeats=tuple([times[axis] for axis in x.order])))
