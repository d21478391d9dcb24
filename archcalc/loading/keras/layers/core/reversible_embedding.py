"""ReversibleEmbedding: a table that looks entries up, or tells them from vectors."""

from __future__ import annotations

from collections.abc import Generator

from archcalc.language.flat_layers import Layer
from archcalc.loading.keras.held_arrays import as_is
from archcalc.loading.keras.keras_values import KerasValue, Untranslatable
from archcalc.loading.keras.layer_view import LayerView
from archcalc.loading.keras.layers.core import embedding


def translate(view: LayerView) -> Generator[Layer, None, KerasValue]:
    """embedding; called the other way round, linear with the same table."""
    is_reverse = view.argument(1, "reverse", default=False) is True
    if view.config.flag("tie_weights", True) is False:
        raise Untranslatable("it has a table for the way back")
    for key in ("reverse_dtype", "logit_soft_cap"):
        view.config.get(key)
    if not is_reverse:
        return (yield from embedding.translate(view))
    entries, features = view.config.whole("input_dim"), view.config.whole("output_dim")
    if view.x.rank > 3 or view.x.shape[-1] != features:
        raise Untranslatable("what it reads are not the vectors of a sequence")
    view.config.get("mask_zero")
    x = yield from view.plain(view.x)
    return (yield from view.add("linear", x, units=entries, bias=False, weights={"weight": as_is("embeddings")}))
