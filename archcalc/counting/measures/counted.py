"""The network looked at last, and what has been counted of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from archcalc.network.graph import Graph

_Found = TypeVar("_Found")


class Counted:
    """One graph, which cannot be hashed, and what functions have found in it; another graph takes its place.

    Graph and findings are replaced together, so that what two threads count of two networks is never mixed.
    """

    def __init__(self) -> None:
        self._last: tuple[Graph | None, dict[Callable[[Graph], Any], Any]] = (None, {})

    def of(self, graph: Graph, count: Callable[[Graph], _Found]) -> _Found:
        """Results of `count` on a graph, asked once while the graph is the last one."""
        known, found = self._last
        if known is not graph:
            found = {}
            self._last = (graph, found)
        if count not in found:
            found[count] = count(graph)
        answer: _Found = found[count]
        return answer


COUNTED = Counted()
"""Everything that is counted of whole networks."""
