"""The least of activations in runtimes that write outputs over inputs, whatever their order and their planner."""

from __future__ import annotations

from archcalc.base.named_tuples import NamedTuple
from archcalc.counting.measures.in_place import activations
from archcalc.network.graph import Graph, Node
from archcalc.operators.operator import Op
from archcalc.training import execution_order
from archcalc.training.execution_order import Order


class InPlaceBound(NamedTuple):
    """A runtime in words, and the order in which least is alive in it."""

    name: str
    order: Order


def bounds(graph: Graph) -> tuple[InPlaceBound, ...]:
    """Of a runtime whose views take no memory and whose activations are in place; and of one with depthwise, too.

    A depthwise convolution goes channel by channel: each output may lie where its input was, but for one channel that
    is kept beside, and is not counted here. Source: Lin et al. 2020 (MCUNet), section 3.2.
    """
    usual = InPlaceBound("views, activations in place", execution_order.best(graph, activations))
    by_channel = depthwise(graph)
    if not by_channel:
        return (usual,)

    def overwrites(op: Op) -> bool:
        return op in by_channel or activations(op)

    return usual, InPlaceBound("depthwise in place, too", execution_order.best(graph, overwrites))


def depthwise(graph: Graph) -> frozenset[Op]:
    """The operators that are a filter for each channel, and no larger output, wherever they stand."""
    found = {node.op for node in graph.nodes if _is_depthwise(node)}
    return frozenset(found - {node.op for node in graph.nodes if not _is_depthwise(node)})


def _is_depthwise(node: Node) -> bool:
    if "plain-convolution" not in node.op.traits:
        return False
    channels, groups = node.input_shapes[0][1], node.op.attributes["groups"]
    no_larger = all(after <= before for after, before in zip(node.shape, node.input_shapes[0], strict=True))
    return groups == channels == node.shape[1] and no_larger
