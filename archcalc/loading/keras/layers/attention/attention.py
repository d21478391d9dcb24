"""Attention: scores that are products of queries and keys, without heads."""

from __future__ import annotations

from collections.abc import Generator

from archcalc.language.flat_layers import Layer
from archcalc.loading.keras.keras_values import Untranslatable
from archcalc.loading.keras.layer_view import Answer, LayerView
from archcalc.loading.keras.layers.attention._scores import mixed_by, triple_of


def translate(view: LayerView) -> Generator[Layer, None, Answer]:
    """einsum, a learned number where there is one, softmax, einsum."""
    config = view.config
    if config.word("score_mode", ("dot", "concat"), "dot") != "dot":
        raise Untranslatable("its scores are of sums")
    scales = config.flag("use_scale", False)
    query, value, key = yield from triple_of(view)
    scores = yield from view.aside("einsum", query, key, equation="ntd,nsd->nts", order=(0, 1, 2), is_signal=False)
    if scales:
        scores = yield from view.aside("arithmetic", scores, function="multiply", learned=(1,),
                                       weights={"operand": lambda arrays: arrays["scale"].reshape(1)})
    return (yield from mixed_by(view, scores, value))
