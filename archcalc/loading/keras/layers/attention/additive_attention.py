"""AdditiveAttention: scores that are weighted sums of tanh(query + key)."""

from __future__ import annotations

from collections.abc import Generator

from archcalc.language.flat_layers import Layer
from archcalc.loading.keras.keras_values import plain_order
from archcalc.loading.keras.layer_view import Answer, LayerView
from archcalc.loading.keras.layers.attention._scores import mixed_by, triple_of


def translate(view: LayerView) -> Generator[Layer, None, Answer]:
    """Sums of all pairs, tanh, a learned weight for each feature, their sum; softmax and einsum."""
    scales = view.config.flag("use_scale", True)
    query, value, key = yield from triple_of(view)
    _, t, d = query.shape
    four = plain_order(4)
    wide = yield from view.aside("reshape", query, order=four, is_signal=False, shape=(t, 1, d))
    high = yield from view.aside("reshape", key, order=four, is_signal=False, shape=(1, key.shape[1], d))
    pairs = yield from view.aside("arithmetic", wide, high, function="add")
    pairs = yield from view.aside("tanh", pairs)
    if scales:
        pairs = yield from view.aside("arithmetic", pairs, function="multiply", learned=(d,),
                                      weights={"operand": lambda arrays: arrays["scale"].reshape(-1)})
    scores = yield from view.aside("reduce", pairs, function="sum", axes=(3,), order=(0, 1, 2), is_signal=False)
    return (yield from mixed_by(view, scores, value))
