"""Softmax, which is a layer of its own, or belongs to the loss where a network ends in it."""

from __future__ import annotations

from archcalc.counting.measures.autograd import is_loss
from archcalc.counting.measures.measure import Measure
from archcalc.counting.measures.per_layer import outputs
from archcalc.network.graph import Graph, Node


def _before_loss(graph: Graph) -> list[int]:
    return [0 if is_loss(graph, i) else outputs(node) for i, node in enumerate(graph.nodes)]


def _of_loss(graph: Graph) -> list[int]:
    return [outputs(node) if is_loss(graph, i) else 0 for i, node in enumerate(graph.nodes)]


def _steps(graph: Graph) -> list[int]:
    """An exponential and a quotient for each value, and one addition less than values in each sum."""
    return [3 * outputs(node) - outputs(node) // node.shape[_axis(node)]
            if "loss" in node.op.traits and not is_loss(graph, i) else 0 for i, node in enumerate(graph.nodes)]


def _axis(node: Node) -> int:
    """The axis along which the values add up to one."""
    return int(node.op.attributes.get("axis") or node.op.channel_axis(node.shape))


MEASURES = {
    "outputs_before_loss": Measure("values out, of all but a softmax at the end", _before_loss),
    "outputs_of_loss": Measure("values out of a softmax at the end", _of_loss),
    "softmax_steps": Measure("exponentials, additions and quotients of softmax", _steps),
}
