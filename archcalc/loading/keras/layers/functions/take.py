"""keras.ops.take."""

from __future__ import annotations

from collections.abc import Generator

from archcalc.language.flat_layers import Layer
from archcalc.loading.keras.keras_values import KerasValue, Untranslatable
from archcalc.loading.keras.layer_config import counted
from archcalc.loading.keras.layer_view import LayerView
from archcalc.loading.keras.layers.functions._fixed_arrays import nested


def translate(view: LayerView) -> Generator[Layer, None, KerasValue]:
    """gather, of places along one axis that are written down."""
    x, axis = view.x, view.config.get("axis", view.argument(2, "axis"))
    places = nested(view.argument(1, "indices"))
    if axis is None or not isinstance(places, list) or not places or not all(type(each) is int for each in places):
        raise Untranslatable("its places or its axis are not told")
    axis = counted("axis", axis, x.rank)
    size = x.shape[axis]
    if not axis or not all(-size <= place < size for place in places):
        raise Untranslatable("it takes images of the batch, or what is not there")
    return (yield from view.add("gather", x, axis=x.order.index(axis), index=tuple([each % size for each in places])))
