"""Concatenate."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

from archcalc.language.flat_layers import Layer
from archcalc.loading.keras.keras_values import KerasValue
from archcalc.loading.keras.layer_view import LayerView
from archcalc.loading.keras.layers.merging._base import in_one_order


def translate(view: LayerView) -> Generator[Layer, None, KerasValue]:
    """concat along the axis that Keras's is here."""
    axis = view.config.axis("axis", view.x.rank)
    xs = yield from in_one_order(view, view.xs)
    place = xs[0].order.index(axis)
    attributes: dict[str, Any] = {} if place == 1 else {"axis": place}
    return (yield from view.add("concat", *xs, **attributes))
