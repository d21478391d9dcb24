"""Regions of volumes that a patch of a later volume needs, with their halo.

A window at a place of the output reads a stretch of the input; what several layers read is the stretch that holds all
of it. Along one axis:

    output            a b c d | e f g h         cut in two
    reads, by 3     [ a b c d   e ]             one place more, which both patches work out
    read by 3 again [ a b c d   e f ]
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from archcalc.base.named_tuples import NamedTuple
from archcalc.network.graph import Graph, Node
from archcalc.operators.operator import POINTWISE
from archcalc.operators.sliding_window import extent

Stretch = tuple[int, int]
"""The first place along an axis, and the one behind the last."""
_IMAGE_AXES = 4


class Patch(NamedTuple):
    """The stretches of rows and of columns of every volume up to a layer; None of what the patch does not read."""

    rows: tuple[Stretch | None, ...]
    columns: tuple[Stretch | None, ...]

    def area(self, i: int) -> int:
        """The places of a volume that the patch needs."""
        (top, bottom), (left, right) = self.rows[i] or (0, 0), self.columns[i] or (0, 0)
        return (bottom - top) * (right - left)


def by_places(node: Node) -> bool:
    """True where an output place needs the input places under a window alone, as convolutions and sums do."""
    images = all(len(shape) == _IMAGE_AXES for shape in (node.shape, *node.input_shapes))
    if not images or not node.inputs:
        return images
    window = node.op.window(*node.input_shapes)
    if {"plain-convolution", "window-pooling"} & node.op.traits:
        return not window.transposed
    return window == POINTWISE and all(x[2:] == node.shape[2:] for x in node.input_shapes)


def patches(graph: Graph, layer: int, count: int) -> Iterator[Patch]:
    """The patches, count x count, of the output of a layer, by position; row by row."""
    rows, columns = (list(_stretches(graph, layer, axis, count)) for axis in (0, 1))
    for row in rows:
        for column in columns:
            yield Patch(row, column)


def _stretches(graph: Graph, layer: int, axis: int, count: int) -> Iterator[tuple[Stretch | None, ...]]:
    size = graph.nodes[layer].shape[2 + axis]
    ends = [size * number // count for number in range(count + 1)]
    for since, until in pairwise(ends):
        found: list[Stretch | None] = [None] * layer + [(since, until)]
        for i in reversed(range(layer + 1)):
            wanted = found[i]
            for position in graph.nodes[i].inputs if wanted is not None else ():
                assert wanted is not None
                read = _read(graph.nodes[i], axis, wanted, graph.nodes[position].shape[2 + axis])
                known = found[position] or read
                found[position] = min(known[0], read[0]), max(known[1], read[1])
        yield tuple(found)


def _read(node: Node, axis: int, wanted: Stretch, size: int) -> Stretch:
    """The stretch of an input, of so many places, that a stretch of the output reads."""
    window = node.op.window(*node.input_shapes)
    if window == POINTWISE:
        return wanted
    kernel, stride, before = window.kernel[axis], window.stride[axis], window.padding[axis]
    since = wanted[0] * stride - before
    until = (wanted[1] - 1) * stride - before + extent(kernel, window.dilation[axis])
    return max(0, since), min(size, until)
