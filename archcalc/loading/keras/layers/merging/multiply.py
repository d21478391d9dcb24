"""Multiply."""

from __future__ import annotations

from collections.abc import Generator

from archcalc.language.flat_layers import Layer
from archcalc.loading.keras.keras_values import KerasValue
from archcalc.loading.keras.layer_view import LayerView
from archcalc.loading.keras.layers.merging._base import are_alike, in_one_order, pairwise, scale_channels


def translate(view: LayerView) -> Generator[Layer, None, KerasValue]:
    """multiply, or products two by two where other axes than those of an image are repeated."""
    xs = yield from in_one_order(view, view.xs)
    if len(xs) == 1:
        return (yield from view.add("identity", *xs))
    fits = are_alike(xs) or scale_channels(xs)
    return (yield from view.add("multiply", *xs)) if fits else (yield from pairwise(view, xs, "multiply"))
