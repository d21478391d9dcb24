"""The base of attentions without heads: three sequences, and a mixture by the softmax of scores."""

from __future__ import annotations

from collections.abc import Generator

from archcalc.language.flat_layers import Layer
from archcalc.loading.keras.keras_values import KerasValue, Untranslatable
from archcalc.loading.keras.layer_view import Answer, LayerView


def triple_of(view: LayerView) -> Generator[Layer, None, tuple[KerasValue, KerasValue, KerasValue]]:
    """Query, value and key as tokens; the key is the value where it is not given. Raises Untranslatable."""
    xs = view.xs
    masks = view.argument(1, "mask")
    given = masks if isinstance(masks, list) else [masks]
    if not 2 <= len(xs) <= 3 or any(x.rank != 3 for x in xs) or any(isinstance(each, KerasValue) for each in given):
        raise Untranslatable("it reads others than two or three sequences, or masks that are values")
    plain = yield from view.each_plain(xs)
    return plain[0], plain[1], plain[-1] if len(plain) == 3 else plain[1]


def mixed_by(view: LayerView, scores: KerasValue, value: KerasValue) -> Generator[Layer, None, Answer]:
    """The values mixed by the softmax of scores; these, too, where they are read."""
    if view.argument(4, "use_causal_mask") is True:
        scores = yield from view.aside("tensor_function", scores, function="causal mask", counts="compares",
                                       shape=scores.own_shape)
    shares = yield from view.aside("softmax", scores, axis=2)
    returns = view.argument(3, "return_attention_scores") is True
    y = yield from view.add("einsum", shares, value, equation="nts,nsd->ntd", order=(0, 1, 2), is_signal=False)
    return (y, shares) if returns else y
