"""Receptive fields: every layer adds (kernel - 1) times the product of the strides before it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from math import prod

from archcalc.homework.misconceptions._base import LISTED, OTHER, Case, Misconception, Mistaken
from archcalc.homework.questions.right_answers import PIXELS, Target
from archcalc.network.graph import Node
from archcalc.operators import find
from archcalc.operators.operator import Op, Window

_SIZE, _STRIDE = frozenset({"receptive_field"}), frozenset({"effective_stride"})


def _position(case: Case) -> int:
    return case.question.network.last if case.question.position is None else case.question.position


def _redrawn(case: Case, change: Callable[[Node], Op]) -> Iterator[Mistaken]:
    """The field where every operator is changed."""
    told = case.question.network.redrawn(change)[_position(case)]
    if told is not None:
        yield Mistaken(Target(tuple(told["size"]), PIXELS))


def _unstrided(node: Node) -> Op:
    return node.op.replace(stride=(1, 1)) if "stride" in node.op.fields else node.op


def _unpooled(node: Node) -> Op:
    identity = find("identity")
    return identity() if identity and "pooling" in node.op.traits else node.op


def _window(case: Case) -> Window | None:
    return case.op.window(*case.inputs) if len(case.output) == 4 and case.inputs else None


def _own_kernel(case: Case) -> Iterator[Mistaken]:
    window = _window(case)
    if window:
        yield Mistaken(Target(window.kernel, PIXELS))


def _kernels_added(case: Case) -> Iterator[Mistaken]:
    """The sum of all kernels on the way, without taking 1 from each."""
    graph = case.question.network.graph
    kernels = [graph.nodes[i].op.window(*graph.nodes[i].input_shapes).kernel for i in _way(case)]
    yield Mistaken(Target((sum(k for k, _ in kernels if k > 1), sum(k for _, k in kernels if k > 1)), PIXELS))


def _own_stride_too(case: Case) -> Iterator[Mistaken]:
    """The layer's own stride is multiplied in before it has moved."""
    window, fields, graph = _window(case), case.question.network.fields, case.question.network.graph
    node = graph.nodes[_position(case)]
    before = fields[node.inputs[0]] if node.inputs else None
    if window and before:
        yield Mistaken(Target(tuple(before["size"][i] + (window.kernel[i] - 1) * before["stride"][i] * window.stride[i]
                                    for i in (0, 1)), PIXELS))


def _way(case: Case) -> Iterator[int]:
    """The layers from this one back to the input, along first inputs."""
    graph = case.question.network.graph
    i = _position(case)
    while graph.nodes[i].inputs:
        if len(graph.nodes[i].shape) == 4:
            yield i
        i = graph.nodes[i].inputs[0]


def _own_stride(case: Case) -> Iterator[Mistaken]:
    window = _window(case)
    if window:
        yield Mistaken(Target(window.stride, PIXELS))


def _strides_added(case: Case) -> Iterator[Mistaken]:
    graph = case.question.network.graph
    strides = [graph.nodes[i].op.window(*graph.nodes[i].input_shapes).stride for i in _way(case)]
    moved = [stride for stride in strides if prod(stride) > 1]
    yield Mistaken(Target((sum(s for s, _ in moved), sum(s for _, s in moved)), PIXELS))


ROWS = (
    Misconception("strides-ignored", "the strides before it were ignored",
                  "after a stride, each further step covers that many pixels", _SIZE,
                  partial(_redrawn, change=_unstrided), rank=LISTED + 7),
    Misconception("pooling-ignored", "the pooling layers were left out", "pooling widens the field too", _SIZE,
                  partial(_redrawn, change=_unpooled), rank=OTHER),
    Misconception("own-kernel-alone", "only its own kernel was counted", "its inputs see more than one pixel already",
                  _SIZE, _own_kernel, rank=LISTED + 7),
    Misconception("kernels-added", "the kernels were added", "a layer adds kernel - 1, not kernel", _SIZE,
                  _kernels_added, rank=OTHER),
    Misconception("own-stride-too-early", "its own stride was multiplied in too early",
                  "a layer's stride matters for the layers after it", _SIZE, _own_stride_too, rank=OTHER),
    Misconception("own-stride-alone", "only its own stride was counted", "strides multiply along the way", _STRIDE,
                  _own_stride, rank=OTHER),
    Misconception("strides-added", "the strides were added", "strides multiply along the way", _STRIDE, _strides_added,
                  rank=OTHER),
)
