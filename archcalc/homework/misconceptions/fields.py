"""Receptive fields: every layer adds (kernel - 1) times the product of the strides before it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from math import prod

from archcalc.base.axis_order import Extent
from archcalc.homework.misconceptions._base import LISTED, OTHER, Case, Misconception, Mistaken
from archcalc.homework.questions.right_answers import PIXELS, Target
from archcalc.network.graph import Node
from archcalc.operators import find
from archcalc.operators.operator import Op, Window
from archcalc.operators.shape_kinds import is_spatial

_SIZE, _STRIDE = frozenset({"receptive_field"}), frozenset({"effective_stride"})


def _position(case: Case) -> int:
    return case.question.network.last if case.question.position is None else case.question.position


def redrawn(case: Case, change: Callable[[Node], Op]) -> Iterator[Mistaken]:
    """The field where every operator is changed."""
    told = case.question.network.redrawn(change)[_position(case)]
    if told is not None:
        yield Mistaken(Target(Extent(told["size"]), PIXELS))


def _unstrided(node: Node) -> Op:
    return node.op.replace(stride=(1,) * len(node.op.attributes["stride"])) if "stride" in node.op.fields else node.op


def _unpooled(node: Node) -> Op:
    identity = find("identity")
    return identity() if identity and "pooling" in node.op.traits else node.op


def _window(case: Case) -> Window | None:
    return case.op.window(*case.inputs) if is_spatial(case.output) and case.inputs else None


def _own_kernel(case: Case) -> Iterator[Mistaken]:
    window = _window(case)
    if window:
        yield Mistaken(Target(Extent(window.kernel), PIXELS))


def _kernels_added(case: Case) -> Iterator[Mistaken]:
    """The sum of all kernels on the way, without taking 1 from each."""
    kernels = [window.kernel for window in _windows(case)]
    if kernels:
        added = (sum(size for size in axis if size > 1) for axis in zip(*kernels, strict=True))
        yield Mistaken(Target(Extent(added), PIXELS))


def _own_stride_too(case: Case) -> Iterator[Mistaken]:
    """The layer's own stride is multiplied in before it has moved."""
    window, fields, graph = _window(case), case.question.network.fields, case.question.network.graph
    node = graph.nodes[_position(case)]
    before = fields[node.inputs[0]] if node.inputs else None
    if window and before and len(window.kernel) == len(before["size"]) and {*window.stride} != {1}:
        axes = zip(before["size"], before["stride"], window.kernel, window.stride, window.dilation, strict=True)
        yield Mistaken(Target(Extent(size + dilation * (kernel - 1) * stride * own
                                     for size, stride, kernel, own, dilation in axes), PIXELS))


def _one_less(case: Case) -> Iterator[Mistaken]:
    told = case.question.network.fields[_position(case)]
    if told is not None:
        yield Mistaken(Target(Extent(size - 1 for size in told["size"]), PIXELS))


def _kernels_multiplied(case: Case) -> Iterator[Mistaken]:
    kernels = [window.kernel for window in _windows(case)]
    if len(kernels) > 1:
        yield Mistaken(Target(Extent(map(prod, zip(*kernels, strict=True))), PIXELS))


def _windows(case: Case) -> Iterator[Window]:
    """The windows of the layers from this one back to the input, along first inputs; not those of single places."""
    graph = case.question.network.graph
    i = _position(case)
    while graph.nodes[i].inputs:
        node = graph.nodes[i]
        window = node.op.window(*node.input_shapes)
        if is_spatial(node.shape) and len(window.kernel) == len(node.shape) - 2:
            yield window
        i = node.inputs[0]


def _own_stride(case: Case) -> Iterator[Mistaken]:
    window = _window(case)
    if window:
        yield Mistaken(Target(Extent(window.stride), PIXELS))


def _strides_added(case: Case) -> Iterator[Mistaken]:
    strides = [window.stride for window in _windows(case) if prod(window.stride) > 1]
    if strides:
        yield Mistaken(Target(Extent(map(sum, zip(*strides, strict=True))), PIXELS))


ROWS = (
    Misconception("strides-ignored", "the strides before it were ignored",
                  "after a stride, each further step covers that many pixels", _SIZE,
                  partial(redrawn, change=_unstrided), rank=LISTED + 7),
    Misconception("pooling-ignored", "the pooling layers were left out", "pooling widens the field too", _SIZE,
                  partial(redrawn, change=_unpooled), rank=OTHER),
    Misconception("own-kernel-alone", "only its own kernel was counted", "its inputs see more than one pixel already",
                  _SIZE, _own_kernel, rank=LISTED + 7),
    Misconception("kernels-added", "the kernels were added", "a layer adds kernel - 1, not kernel", _SIZE,
                  _kernels_added, rank=OTHER),
    Misconception("own-stride-too-early", "its own stride was multiplied in too early",
                  "a layer's stride matters for the layers after it", _SIZE, _own_stride_too, rank=OTHER),
    Misconception("one-forgotten", "the pixel in the middle was forgotten",
                  "a field begins as 1, and each layer adds to it", _SIZE, _one_less, rank=OTHER + 1),
    Misconception("kernels-multiplied", "the kernels were multiplied",
                  "kernels do not multiply: each adds (kernel - 1) times the strides before it", _SIZE,
                  _kernels_multiplied, rank=OTHER),
    Misconception("own-stride-alone", "only its own stride was counted", "strides multiply along the way", _STRIDE,
                  _own_stride, rank=OTHER),
    Misconception("strides-added", "the strides were added", "strides multiply along the way", _STRIDE, _strides_added,
                  rank=OTHER),
)
