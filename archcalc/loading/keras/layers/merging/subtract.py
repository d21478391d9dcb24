"""Subtract."""

from __future__ import annotations

from collections.abc import Generator

from archcalc.language.flat_layers import Layer
from archcalc.loading.keras.keras_values import KerasValue
from archcalc.loading.keras.layer_view import LayerView
from archcalc.loading.keras.layers.merging._base import in_one_order, pairwise


def translate(view: LayerView) -> Generator[Layer, None, KerasValue]:
    """arithmetic, two by two."""
    xs = yield from in_one_order(view, view.xs)
    return (yield from pairwise(view, xs, "subtract")) if len(xs) > 1 else (yield from view.add("identity", *xs))
