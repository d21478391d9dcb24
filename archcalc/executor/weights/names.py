"""Which weights a network has, by layer and name, and what each is called in a file."""

from __future__ import annotations

from collections.abc import Iterator

from archcalc.network.graph import Graph
from archcalc.operators.operator import Weight


def declared(graph: Graph) -> Iterator[tuple[str, str, Weight]]:
    """Every weight: the layer, the weight's name, its shape and role; one that layers share, where it is first."""
    for node in graph.nodes:
        elsewhere = node.elsewhere
        for key, weight in node.op.weights(*node.input_shapes).items():
            if key not in elsewhere:
                yield node.name, key, weight


def full_name(layer: str, key: str) -> str:
    """A weight's name in a file: conv2_1/conv1.weight."""
    return f"{layer}.{key}"
