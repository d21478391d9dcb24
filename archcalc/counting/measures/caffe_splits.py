"""Outputs that are there more than once: where a network splits, and where it ends."""

from __future__ import annotations

from collections import Counter

from archcalc.counting.measures.measure import Measure
from archcalc.counting.measures.per_layer import outputs
from archcalc.network.graph import Graph


def _split(graph: Graph) -> list[int]:
    """An output that several layers read, once for each of them."""
    readers = Counter(position for node in graph.nodes for position in set(node.inputs))
    return [outputs(node) * readers[i] if readers[i] > 1 else 0 for i, node in enumerate(graph.nodes)]


def _results(graph: Graph) -> list[int]:
    """The values of the network's outputs."""
    ends = set(graph.outputs)
    return [outputs(node) if i in ends else 0 for i, node in enumerate(graph.nodes)]


MEASURES = {
    "outputs_split": Measure("values out, for each of several readers", _split),
    "results": Measure("values that the network gives", _results),
}
