"""MultiHeadAttention."""

from __future__ import annotations

from collections.abc import Generator

from archcalc.language.flat_layers import Layer
from archcalc.loading.keras.keras_values import Untranslatable
from archcalc.loading.keras.layer_view import Answer, LayerView
from archcalc.loading.keras.layers.attention._base import Attended, Heads, as_operator, given_to, written_out


def translate(view: LayerView) -> Generator[Layer, None, Answer]:
    """attention; with values of another width, a mask that is a value, or scores that are read, written out."""
    config, given = view.config, given_to(view)
    if config.get("use_gate") or config.get("sliding_window"):
        raise Untranslatable("it has a gate or a window")
    width = config.whole("key_dim")
    value_width = width if config.get("value_dim") is None else config.whole("value_dim")
    heads = Heads(config.whole("num_heads"), config.whole("num_heads"), width, value_width, _output(view, given),
                  config.flag("use_bias", True))
    for x in (given.query, given.value, given.key):
        if x.rank != given.query.rank or x.rank > 5:
            raise Untranslatable("what it reads has other numbers of axes")
    if not _all_axes(view, given):
        raise Untranslatable("it attends along some axes of several")
    crosses = not given.is_of_one
    plain = value_width == width and given.value == given.key and given.mask is None and not given.returns_scores
    if plain and not (crosses and given.is_causal):
        return (yield from as_operator(view, given, heads))
    return (yield from written_out(view, given, heads))


def _output(view: LayerView, given: Attended) -> int:
    """The features of what it gives. Raises Untranslatable."""
    output = view.config.get("output_shape")
    several = output if isinstance(output, (list, tuple)) else [output]
    if len(several) != 1 or not (several[0] is None or type(several[0]) is int):
        raise Untranslatable("what it gives has several axes of features")
    return several[0] or given.query.shape[-1]


def _all_axes(view: LayerView, given: Attended) -> bool:
    """True where it attends along every axis between the batch and the features."""
    axes = view.config.get("attention_axes")
    several = axes if isinstance(axes, (list, tuple)) else [axes] if axes is not None else []
    every = list(range(1, given.query.rank - 1))
    return not several or sorted(each % given.query.rank for each in several if type(each) is int) == every
