"""A measure: a number for every layer of a network, and the words for it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from archcalc.base.named_tuples import NamedTuple
from archcalc.counting.measures.alike import spread
from archcalc.network.graph import Graph, Node


class Measure(NamedTuple):
    """`words` tell what is counted, as in "2 x values out"; `of` gives one number a node, in the graph's order."""

    words: str
    of: Callable[[Graph], Sequence[int]]


def each(words: str, count: Callable[[Node], int]) -> Measure:
    """A measure that looks at one node at a time, of its operator, shapes and weights alone."""
    return Measure(words, lambda graph: spread(graph, count))
