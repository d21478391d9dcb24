"""Embedding: a learned vector for every entry."""

from __future__ import annotations

from collections.abc import Generator

from archcalc.language.flat_layers import Layer
from archcalc.loading.keras.held_arrays import as_is
from archcalc.loading.keras.keras_values import KerasValue, plain_order
from archcalc.loading.keras.layer_view import LayerView


def translate(view: LayerView) -> Generator[Layer, None, KerasValue]:
    """embedding; with mask_zero, which entries are none is not followed."""
    entries, features = view.config.whole("input_dim"), view.config.whole("output_dim")
    if view.config.flag("mask_zero", False):
        view.context.note("its mask is not followed: sequences are taken as whole", view.place.name)
    x = yield from view.plain(view.x)
    return (yield from view.add("embedding", x, entries=entries, features=features, order=plain_order(x.rank + 1),
                                is_signal=False, weights={"weight": as_is("embeddings")}))
