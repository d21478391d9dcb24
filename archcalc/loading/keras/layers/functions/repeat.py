"""keras.ops.repeat."""

from __future__ import annotations

from collections.abc import Generator

from archcalc.language.flat_layers import Layer
from archcalc.loading.keras.keras_values import KerasValue, Untranslatable
from archcalc.loading.keras.layer_config import counted
from archcalc.loading.keras.layer_view import LayerView


def translate(view: LayerView) -> Generator[Layer, None, KerasValue]:
    """gather, each place of an axis several times; of the batch's, figures alone."""
    x = view.x
    times = view.config.get("repeats", view.argument(1, "repeats"))
    axis = view.config.get("axis", view.argument(2, "axis"))
    if type(times) is not int or times < 1 or axis is None:
        raise Untranslatable("how often, or along which axis, is not told")
    place = x.order.index(counted("axis", axis, x.rank))
    if place:
        index = tuple([each for each in range(x.own_shape[place]) for _ in range(times)])
        return (yield from view.add("gather", x, axis=place, index=index))
    shape = (times * x.shape[0], *x.own_shape[1:])
    return (yield from view.add("tensor_function", x, function="repeat", counts="moves", shape=shape))
