"""The most memory that is needed at once, where everything is freed after its last use."""

from __future__ import annotations

from archcalc.graph import Graph
from archcalc.measures.layers import outputs
from archcalc.measures.measure import Measure
from archcalc.measures.sharing import VIEWS, owners

_IN_PLACE = frozenset({"activation"})


def _alive_at_peak(graph: Graph) -> list[int]:
    """What each node's output holds at the moment at which most is held: 0 if it is freed, or not there yet."""
    owner = owners(graph, VIEWS, _IN_PLACE)
    last = list(range(len(graph.nodes)))
    for i, node in enumerate(graph.nodes):
        for position in node.inputs:
            last[owner[position]] = i
    for position in graph.outputs:
        last[owner[position]] = len(graph.nodes)
    sizes = [outputs(node) if owner[i] == i else 0 for i, node in enumerate(graph.nodes)]
    moment = _peak(sizes, last)
    return [size if i <= moment <= last[i] else 0 for i, size in enumerate(sizes)]


def _peak(sizes: list[int], last: list[int]) -> int:
    """The first moment at which most is alive."""
    freed = [0] * (len(sizes) + 2)
    for i, size in enumerate(sizes):
        freed[last[i] + 1] += size
    alive, most, moment = 0, -1, 0
    for i, size in enumerate(sizes):
        alive += size - freed[i]
        if alive > most:
            most, moment = alive, i
    return moment


MEASURES = {"alive_at_peak": Measure("values alive at the peak", _alive_at_peak)}
