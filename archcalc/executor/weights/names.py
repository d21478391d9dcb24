"""The weights of a network by layer and name, and their names in a file."""

from __future__ import annotations

from collections.abc import Iterator

from archcalc.network.graph import Graph, Node
from archcalc.operators.operator import Weight


def declared(graph: Graph) -> Iterator[tuple[str, str, Weight]]:
    """Every weight: the layer, the weight's name, its shape and role; one that layers share, where it is first."""
    for node in graph.nodes:
        elsewhere = node.elsewhere
        for key, weight in held(node).items():
            if key not in elsewhere:
                yield node.name, key, weight


def held(node: Node) -> dict[str, Weight]:
    """A node's own weights by name. Raises ArchcalcError where the operator's rule is mistaken."""
    try:
        weights = node.op.weights(*node.input_shapes)
        assert all(type(weight) is Weight for weight in weights.values()), "a rule gives weights"
    except Exception as error:  # whatever a stranger's rule raises, or gives
        from archcalc.operators import rule_errors

        rule_errors.blame(error)
    return weights


def full_name(layer: str, key: str) -> str:
    """A weight's name in a file: conv2_1/conv1.weight."""
    return f"{layer}.{key}"
