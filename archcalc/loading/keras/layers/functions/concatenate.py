"""keras.ops.concatenate."""

from __future__ import annotations

from collections.abc import Generator

from archcalc.language.flat_layers import Layer
from archcalc.loading.keras.keras_values import KerasValue, Untranslatable
from archcalc.loading.keras.layer_config import counted
from archcalc.loading.keras.layer_view import LayerView
from archcalc.loading.keras.layers.functions._fixed_arrays import as_value
from archcalc.loading.keras.layers.merging._base import in_one_order


def translate(view: LayerView) -> Generator[Layer, None, KerasValue]:
    """concat, of values and of arrays that are written down."""
    several = view.argument(0, "xs")
    values = [each for each in several if isinstance(each, KerasValue)] if isinstance(several, (list, tuple)) else []
    if not values:
        raise Untranslatable("what it reads depends on no input, or has no shape")
    rank = values[0].rank
    arrays = {place: as_value(view, each, rank) for place, each in enumerate(several)
              if not isinstance(each, KerasValue)}
    if None in arrays.values():
        raise Untranslatable("what it joins is neither a value nor an array")
    axis = counted("axis", view.config.get("axis", view.argument(1, "axis", -1)), rank)
    found = list(several)
    for place, array in arrays.items():
        found[place] = (yield from array) if array else None
    xs = yield from in_one_order(view, found)
    return (yield from view.add("concat", *xs, axis=xs[0].order.index(axis)))
