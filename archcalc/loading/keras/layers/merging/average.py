"""Average."""

from __future__ import annotations

from collections.abc import Generator

from archcalc.language.flat_layers import Layer
from archcalc.loading.keras.keras_values import KerasValue
from archcalc.loading.keras.layer_view import LayerView
from archcalc.loading.keras.layers.merging._base import are_alike, in_one_order, pairwise


def translate(view: LayerView) -> Generator[Layer, None, KerasValue]:
    """The sum, divided by how many there are."""
    xs = yield from in_one_order(view, view.xs)
    if len(xs) == 1:
        return (yield from view.add("identity", *xs))
    y = (yield from view.aside("add", *xs)) if are_alike(xs) else (
        yield from pairwise(view, xs, "add", is_last=False))
    return (yield from view.add("arithmetic", y, function="divide", number=float(len(xs))))
