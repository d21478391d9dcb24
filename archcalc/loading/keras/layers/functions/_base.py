"""The base of functions: two operands, values or numbers."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

from archcalc.language.flat_layers import Layer
from archcalc.loading.keras.keras_values import KerasValue, Untranslatable
from archcalc.loading.keras.layer_view import LayerView
from archcalc.loading.keras.layers.functions._fixed_arrays import as_value
from archcalc.loading.keras.layers.merging._base import are_alike, in_one_order


def operands(view: LayerView) -> Generator[Layer, None, tuple[Any, Any]]:
    """The two operands, values or numbers, one a value at least; an array is a layer. Raises Untranslatable."""
    pair = view.argument(0, "x1"), view.argument(1, "x2")
    rank = max([each.rank for each in pair if isinstance(each, KerasValue)], default=0)
    arrays = [None if isinstance(each, (KerasValue, int, float)) else as_value(view, each, rank) for each in pair]
    if not rank or not all(array or type(each) in (KerasValue, int, float)
                           for each, array in zip(pair, arrays, strict=True)):
        raise Untranslatable("an operand is neither a value nor a number")
    found = list(pair)
    for place, array in enumerate(arrays):
        if array is not None:
            found[place] = yield from array
    return found[0], found[1]


def joined(view: LayerView, function: str) -> Generator[Layer, None, KerasValue]:
    """A function of two values, or of one and a number."""
    first, second = yield from operands(view)
    if isinstance(first, KerasValue) and isinstance(second, KerasValue):
        xs = yield from in_one_order(view, [first, second])
        if function in {"add", "multiply"} and are_alike(xs):
            return (yield from view.add(function, *xs))
        return (yield from view.add("arithmetic", *xs, function=function))
    if isinstance(first, KerasValue):
        return (yield from view.add("arithmetic", first, function=function, number=float(second)))
    return (yield from view.add("arithmetic", second, function=function, number=float(first), turned=True))
