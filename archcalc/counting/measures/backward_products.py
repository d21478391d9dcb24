"""The products of a backward pass: one gradient for the weights, and one for the input if anything before it learns."""

from __future__ import annotations

from math import prod

from archcalc.counting.measures.autograd import learning
from archcalc.counting.measures.measure import Measure, each
from archcalc.counting.measures.operator_counts import figures
from archcalc.network.graph import Graph, Node


def _of_weights(node: Node) -> int:
    """The gradient of a weight matrix takes as many products as the matrix itself."""
    cost = figures(node).cost
    return cost.macs - cost.paired


def _of_inputs(graph: Graph) -> list[int]:
    """So does the gradient of its input; where two values were multiplied, each that wants one has one."""
    learns = learning(graph)
    return [of_inputs(node, [learns[position] for position in node.inputs]) for node in graph.nodes]


def of_inputs(node: Node, learnt: list[bool]) -> int:
    """The products for the gradients of a trained layer's inputs, of those that want one, and for those within it."""
    if "recurrent" in node.op.traits:
        return _through_steps(node, wanted=any(learnt))
    cost, inside = figures(node).cost, _inside(node, learnt)
    if "product" in node.op.traits:
        return cost.paired * sum(learnt)
    if "scored" in node.op.traits:
        query, key, value = learnt[:3]
        scores = cost.macs * node.input_shapes[0][-1] // (node.input_shapes[0][-1] + node.input_shapes[2][-1])
        return scores * (query + key) + (cost.macs - scores) * ((query or key) + value)
    return inside if inside is not None else cost.macs + cost.paired if any(learnt) else 0


def _inside(node: Node, learnt: list[bool]) -> int | None:
    """The gradients of an attention: of mixtures and of what was multiplied, and of those inputs that want one."""
    parts = node.op.matrices(*node.input_shapes)
    if not parts:
        return None
    wanted = (matrix.macs for matrix in parts.values() if matrix.reads is None or learnt[matrix.reads])
    return sum(wanted) + 2 * figures(node).cost.paired


def _through_steps(node: Node, *, wanted: bool) -> int:
    """All products but those of states at the beginning, where none is given, and of inputs that learn nothing."""
    n, t = node.input_shapes[0][:2]
    shapes = {name: prod(weight.shape) for name, weight in node.op.weights(*node.input_shapes).items()}
    begins = sum(size for name, size in shapes.items() if name.startswith("weight_hh")) if len(node.inputs) == 1 else 0
    first = 0 if wanted else sum(shapes.get(f"weight_ih_l0{end}", 0) for end in ("", "_reverse"))
    return figures(node).cost.macs - n * (begins + t * first)


def _groups_ignored(node: Node) -> int:
    """The surplus where the gradient of a grouped convolution's weights counts as an ungrouped one's."""
    return _of_weights(node) * (int(node.op.attributes.get("groups", 1)) - 1)


MEASURES = {
    "macs_of_weights": each("products for the gradient of the weights", _of_weights),
    "macs_of_inputs": Measure("products for the gradient of the input", _of_inputs),
    "macs_groups_ignored": each("products for the gradient of the weights, counted for every group", _groups_ignored),
}
