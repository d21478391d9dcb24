"""GroupedQueryAttention: several heads share a key and a value."""

from __future__ import annotations

from collections.abc import Generator

from archcalc.language.flat_layers import Layer
from archcalc.loading.keras.keras_values import Untranslatable
from archcalc.loading.keras.layer_view import Answer, LayerView
from archcalc.loading.keras.layers.attention._base import Heads, as_operator, given_to


def translate(view: LayerView) -> Generator[Layer, None, Answer]:
    """attention with kv_heads."""
    config, given = view.config, given_to(view)
    if config.get("use_gate") or config.get("sliding_window"):
        raise Untranslatable("it has a gate or a window")
    if given.value != given.key or given.mask is not None or given.returns_scores or given.query.rank != 3:
        raise Untranslatable("keys and values differ, a mask is a value, or scores are read")
    if given.is_causal and not given.is_of_one:
        raise Untranslatable("it is causal across two sequences")
    width = config.whole("head_dim")
    heads = Heads(config.whole("num_query_heads"), config.whole("num_key_value_heads"), width, width,
                  given.query.shape[-1], config.flag("use_bias", True))
    return (yield from as_operator(view, given, heads))
