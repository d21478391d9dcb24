"""The outputs of blocks: modules whose branches meet, and which PyTorch's hooks therefore see once more as a whole."""

from __future__ import annotations

from archcalc.counting.measures.measure import Measure
from archcalc.counting.measures.per_layer import outputs
from archcalc.network.graph import Graph


def _block_outputs(graph: Graph) -> list[int]:
    """At the last node of every block, what the block gives; a chain is PyTorch's Sequential, and no block."""
    blocks = {node.path for node in graph.nodes if node.path and "merge" in node.op.traits}
    last = {node.path[:depth]: i for i, node in enumerate(graph.nodes) for depth in range(1, len(node.path) + 1)}
    counts = [0] * len(graph.nodes)
    for block in blocks:
        counts[last[block]] += outputs(graph.nodes[last[block]])
    return counts


MEASURES = {"block_outputs": Measure("values out of blocks with branches", _block_outputs)}
