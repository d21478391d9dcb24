"""Values of two axes beside the batch: PyTorch does not say which holds channels, and its calls take them as they come.

Whatever is undecided is read as tokens, and becomes a signal where calls alone read it that want one; elsewhere a
change of shape that changes nothing stands between the two, so that nothing is decided anew by what comes later.
"""

from __future__ import annotations

from collections.abc import Set
from typing import Any

from archcalc.base.axis_order import Signal
from archcalc.operators.operator import Shape
from archcalc.operators.shape_kinds import Undecided, is_other_than_tokens

_FEATURES_LAST = frozenset({
    "linear", "attention", "dot_product_attention", "token", "class_token", "positions", "rnn", "lstm", "gru",
    "layer_norm", "rms_norm", "layer_scale", "softmax", "glu", "prelu"})
"""Operators to which the last axis is that of features, where PyTorch's calls become them."""
_JOINS = frozenset({"add", "multiply", "arithmetic", "concat"})
_WANT_CHANNELS_FIRST = frozenset({
    "conv1d", "conv_transpose1d", "max_pool1d", "avg_pool1d", "adaptive_avg_pool1d", "adaptive_max_pool1d",
    "batch_norm", "instance_norm", "group_norm"})


def is_for_signals(shape: Shape | None, layer: str, readers: Set[str]) -> bool:
    """True where an operator on signals can read a layer's output as it is."""
    if shape is None or len(shape) != 3 or isinstance(shape, Signal):
        return shape is not None
    return isinstance(shape, Undecided) and shape.decision.layer == layer and readers <= _WANT_CHANNELS_FIRST


def unsuited(kind: str, shapes: list[Any]) -> set[int]:
    """The places of what an operator reads that are to be tokens, and are or may become signals."""
    signals = {place for place, shape in enumerate(shapes) if is_other_than_tokens(shape)}
    if kind in _FEATURES_LAST:
        return signals
    apart = 0 < len(signals) < len([shape for shape in shapes if shape is not None and len(shape) == 3])
    mixed = len({type(shapes[place]) for place in signals}) > 1
    return signals if kind in _JOINS and (apart or mixed) else set()
