"""The products of a backward pass: one gradient for the weights, and one for the input if anything before it learns."""

from __future__ import annotations

from math import prod

from archcalc.counting.measures.autograd import learning
from archcalc.counting.measures.measure import Measure, each
from archcalc.counting.measures.operator_counts import figures
from archcalc.counting.measures.per_layer import shapes_of_matrices
from archcalc.network.graph import Graph, Node


def _of_weights(node: Node) -> int:
    """The gradient of a weight matrix takes as many products as the matrix itself."""
    cost = figures(node).cost
    return cost.macs - cost.paired


def _of_inputs(graph: Graph) -> list[int]:
    """So does the gradient of its input; where two values were multiplied, both have one."""
    learns = learning(graph)
    counts = []
    for node in graph.nodes:
        cost = figures(node).cost
        wanted = any(learns[position] for position in node.inputs)
        counts.append(cost.macs + cost.paired if wanted else _inside(node))
    return counts


def _inside(node: Node) -> int:
    """The gradients within an attention, which its first matrix asks for: of mixtures, and of what was multiplied."""
    if "attention" not in node.op.traits:
        return 0
    first, *others = map(prod, shapes_of_matrices(node))
    cost = figures(node).cost
    return (cost.macs - cost.paired) // (first + sum(others)) * sum(others) + 2 * cost.paired


def _groups_ignored(node: Node) -> int:
    """The surplus where the gradient of a grouped convolution's weights counts as an ungrouped one's."""
    return _of_weights(node) * (int(node.op.attributes.get("groups", 1)) - 1)


MEASURES = {
    "macs_of_weights": each("products for the gradient of the weights", _of_weights),
    "macs_of_inputs": Measure("products for the gradient of the input", _of_inputs),
    "macs_groups_ignored": each("products for the gradient of the weights, counted for every group", _groups_ignored),
}
