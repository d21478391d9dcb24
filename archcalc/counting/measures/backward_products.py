"""The products of a backward pass: one gradient for the weights, and one for the input if anything before it learns."""

from __future__ import annotations

from archcalc.counting.measures.autograd import learning
from archcalc.counting.measures.measure import Measure, each
from archcalc.counting.measures.operator_counts import figures
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
        cost, learnt = figures(node).cost, [learns[position] for position in node.inputs]
        inside = _inside(node, learnt)
        counts.append(inside if inside is not None else cost.macs + cost.paired if any(learnt) else 0)
    return counts


def _inside(node: Node, learnt: list[bool]) -> int | None:
    """The gradients of an attention: of mixtures and of what was multiplied, and of those inputs that want one."""
    parts = node.op.matrices(*node.input_shapes)
    if not parts:
        return None
    wanted = (matrix.macs for matrix in parts.values() if matrix.reads is None or learnt[matrix.reads])
    return sum(wanted) + 2 * figures(node).cost.paired


def _groups_ignored(node: Node) -> int:
    """The surplus where the gradient of a grouped convolution's weights counts as an ungrouped one's."""
    return _of_weights(node) * (int(node.op.attributes.get("groups", 1)) - 1)


MEASURES = {
    "macs_of_weights": each("products for the gradient of the weights", _of_weights),
    "macs_of_inputs": Measure("products for the gradient of the input", _of_inputs),
    "macs_groups_ignored": each("products for the gradient of the weights, counted for every group", _groups_ignored),
}
