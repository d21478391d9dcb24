"""How much of the input one output value sees: size, stride and padding, through all branches.

Along each axis, output i sees the inputs from i*stride - before to i*stride + after; the size is before + after + 1.
A window widens this by (kernel - 1)*dilation strides and multiplies the stride; where branches meet, the widest
counts. Source: Araujo et al. 2019, Computing Receptive Fields of Convolutional Neural Networks (distill.pub).
"""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil
from typing import Any, NamedTuple

from archcalc.graph import Graph, Node
from archcalc.report import Column
from archcalc.rules.operator import Window

COLUMNS = (Column("receptive_field", "sees", "field", rank=6),)


class Reach(NamedTuple):
    """One axis of a receptive field, in input pixels; an enlarged map has a stride below 1."""

    stride: float = 1
    before: float = 0
    after: float = 0


def cells(graph: Graph) -> Iterator[tuple[dict[str, Any] | None]]:
    """For each node: the size, stride and padding of its receptive field; None where the input is not an image."""
    reaches: list[tuple[Reach, ...] | None] = []
    for node in graph.nodes:
        reaches.append(_reach(node, reaches))
        yield (_told(reaches[-1]),)


def _reach(node: Node, reaches: list[tuple[Reach, ...] | None]) -> tuple[Reach, ...] | None:
    if not node.inputs:
        return (Reach(), Reach()) if len(node.shape) == 4 else None
    seen = [reach for i in node.inputs if (reach := reaches[i]) is not None]
    if not seen:
        return None
    window = node.op.window(*node.input_shapes)
    return tuple(_through(window, axis, _joined([reach[axis] for reach in seen])) for axis in (0, 1))


def _joined(reaches: list[Reach]) -> Reach:
    return reaches[0] if len(reaches) == 1 else Reach(*map(max, zip(*reaches, strict=True)))


def _through(window: Window, axis: int, reach: Reach) -> Reach:
    kernel, stride = window.kernel[axis], window.stride[axis]
    padding, span = window.padding[axis], window.dilation[axis] * (window.kernel[axis] - 1)
    if kernel == stride == 1 and not padding:
        return reach
    if window.transposed:
        step = reach.stride / stride
        return Reach(step, reach.before + step * max(0, span - padding), reach.after + step * padding)
    return Reach(reach.stride * stride, reach.before + reach.stride * padding,
                 reach.after + reach.stride * (span - padding))


def _told(reach: tuple[Reach, ...] | None) -> dict[str, Any] | None:
    if reach is None:
        return None
    return {"size": [ceil(axis.before + axis.after) + 1 for axis in reach],
            "stride": [_whole(axis.stride) for axis in reach], "padding": [_whole(axis.before) for axis in reach]}


def _whole(number: float) -> int | float:
    return int(number) if number == int(number) else number
