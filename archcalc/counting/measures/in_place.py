"""Layers that give their input back, or write over it, and so need no memory of their own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from archcalc.network.graph import Graph
from archcalc.operators.operator import Op

Overwrites = Callable[[Op], bool]
"""Which operators write over their input, where nothing else reads it."""


def activations(op: Op) -> bool:
    """Every activation does, in a forward pass."""
    return "activation" in op.traits


def as_pytorch(op: Op) -> bool:
    """Those that do in PyTorch's own networks."""
    return "in-place" in op.traits


def none(op: Op) -> bool:
    """None does."""
    return False


def owners(graph: Graph, overwrites: Overwrites, *, training: bool = False) -> list[int]:
    """For every node, by position, the node in whose memory its output lies: itself, or one before it."""
    readers = Counter(position for node in graph.nodes for position in node.inputs)
    found: list[int] = []
    for i, node in enumerate(graph.nodes):
        shares = node.op.is_view(training) or (overwrites(node.op) and readers[node.inputs[0]] == 1)
        found.append(found[node.inputs[0]] if shares else i)
    return found
