"""The most memory that is needed at once, where everything is freed after its last use."""

from __future__ import annotations

from collections.abc import Sequence
from operator import mul

from archcalc.base.named_tuples import NamedTuple
from archcalc.counting.measures.in_place import Overwrites, activations, owners
from archcalc.counting.measures.measure import Measure
from archcalc.counting.measures.per_layer import outputs
from archcalc.network.graph import Graph


class Lifetimes(NamedTuple):
    """For every node, by position: whose memory its output lies in, the values it makes room for, who reads these last.

    Of memory that several nodes share, the first one makes the room; the outputs of the network are read after the end.
    """

    owner: list[int]
    sizes: list[int]
    last: list[int]

    def crossing(self) -> list[int]:
        """The values alive between every node and the next: made by then, and read later."""
        alive, crossing = 0, []
        freed = self._freed()
        for i, size in enumerate(self.sizes):
            alive += size - freed[i]
            crossing.append(alive)
        return crossing

    def during(self) -> list[int]:
        """The values alive while every node works: what it reads is still there, what it makes is there already."""
        alive, during = 0, []
        freed = self._freed()
        for i, size in enumerate(self.sizes):
            during.append(alive + size)
            alive += size - freed[i]
        return during

    def _freed(self) -> list[int]:
        freed = [0] * (len(self.sizes) + 1)
        for i, size in enumerate(self.sizes):
            freed[self.last[i]] += size
        return freed


def lifetimes(graph: Graph, overwrites: Overwrites = activations, *, training: bool = False,
              widths: Sequence[int] | None = None) -> Lifetimes:
    """The lifetimes of outputs in the graph's order, where some layers give their input back or write over it.

    Sizes are in values, or in bytes where `widths` tells those of each output's numbers.
    """
    owner = owners(graph, overwrites, training=training)
    last = list(range(len(graph.nodes)))
    for i, node in enumerate(graph.nodes):
        for position in node.inputs:
            last[owner[position]] = i
    for position in graph.outputs:
        last[owner[position]] = len(graph.nodes)
    sizes = [outputs(node) if owner[i] == i else 0 for i, node in enumerate(graph.nodes)]
    return Lifetimes(owner, sizes if widths is None else list(map(mul, sizes, widths)), last)


def _alive_at_peak(graph: Graph) -> list[int]:
    """The values of each node's output held at the peak: 0 if it is freed, or not there yet."""
    lives = lifetimes(graph)
    during = lives.during()
    moment = during.index(max(during))
    return [size if i <= moment <= lives.last[i] else 0 for i, size in enumerate(lives.sizes)]


MEASURES = {"alive_at_peak": Measure("values alive at the peak", _alive_at_peak)}
