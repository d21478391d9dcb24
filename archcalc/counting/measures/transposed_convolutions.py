"""Transposed convolutions as profilers count them that take them for plain ones."""

from __future__ import annotations

from math import prod

from archcalc.counting.measures.measure import each
from archcalc.counting.measures.operator_counts import applied, figures
from archcalc.network.graph import Node


def is_transposed(node: Node) -> bool:
    """True for a convolution that enlarges."""
    return "convolution" in node.op.traits and node.op.window(*node.input_shapes).transposed


def _groups(node: Node) -> int:
    return int(node.op.attributes.get("groups", 1))


def _of_outputs(node: Node) -> int:
    """A whole window of a plain convolution for each value out."""
    if not is_transposed(node):
        return figures(node).cost.macs
    kernel = node.op.window(*node.input_shapes).kernel
    return prod(node.shape) * (node.input_shapes[0][1] // _groups(node)) * prod(kernel)


def _of_filters(node: Node) -> int:
    """The filters of one group instead of its channels."""
    if not is_transposed(node):
        return figures(node).cost.macs
    return prod(node.shape) * (node.shape[1] // _groups(node)) * prod(node.op.window(*node.input_shapes).kernel)


def _divided_twice(node: Node) -> int:
    """The filters of a group, divided by the groups once more and rounded down."""
    if not is_transposed(node):
        return figures(node).cost.macs
    kernel, groups = node.op.window(*node.input_shapes).kernel, _groups(node)
    return prod(node.input_shapes[0]) * prod(kernel) * (node.shape[1] // groups // groups)


def _biases_of_plain(node: Node) -> int:
    """The biases of one group, at every place that a plain convolution of these attributes would have."""
    count = applied(node).bias
    if not is_transposed(node):
        return prod(node.shape) if count else 0
    window, (images, _, *sides) = node.op.window(*node.input_shapes), node.input_shapes[0]
    along = zip(sides, window.padding, window.dilation, window.kernel, window.stride, strict=True)
    places = [(side + 2 * padding - dilation * (kernel - 1) - 1) // stride + 1
              for side, padding, dilation, kernel, stride in along]
    return images * (count // _groups(node)) * prod(places)


MEASURES = {
    "macs_of_outputs": each("products, of a whole window for each value out", _of_outputs),
    "macs_of_filters": each("products, of filters for channels in where transposed", _of_filters),
    "macs_groups_twice": each("products, divided by the groups twice where transposed", _divided_twice),
    "biases_of_plain": each("biases at the places of a plain convolution", _biases_of_plain),
}
