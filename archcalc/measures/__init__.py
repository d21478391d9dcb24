"""What can be measured at every node of a graph, before any convention says what counts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from archcalc.graph import Graph
from archcalc.measures import autograd, blocks, copies, exported, gradients, layers, liveness
from archcalc.measures.figures import Figures, figures
from archcalc.measures.measure import Measure

__all__ = ["MEASURES", "Figures", "Measure", "figures", "measured"]

_PARTS = (layers, copies, blocks, liveness, autograd, gradients, exported)
MEASURES: dict[str, Measure] = {name: measure for part in _PARTS for name, measure in part.MEASURES.items()}
"""Each measure gives one number for every node, in the graph's order."""


class _Latest:
    """The graph looked at last, which cannot be hashed, and its measures."""

    graph: Graph | None = None
    known: ClassVar[dict[str, Sequence[int]]] = {}


def measured(graph: Graph, name: str) -> Sequence[int]:
    """A measure of every node; those of the graph looked at last are remembered."""
    if _Latest.graph is not graph:
        _Latest.graph, _Latest.known = graph, {}
    if name not in _Latest.known:
        _Latest.known[name] = MEASURES[name].of(graph)
    return _Latest.known[name]
