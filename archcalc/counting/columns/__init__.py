"""Graph in, columns out: one analysis to a file; being there is being registered.

An analysis may say the `PLACE` of its columns in the lecture's table; one without stands after them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple, Protocol

from archcalc.base.registry import Registry
from archcalc.base.report import Column
from archcalc.counting.convention import Rule
from archcalc.network.graph import Graph

_LAST = 100


class Ways(NamedTuple):
    """A table's ways of counting: the rule of every kind of figure, and the bytes of one value."""

    rules: Mapping[str, Rule]
    value_bytes: int


class Analysis(Protocol):
    """One analysis of a network."""

    COLUMNS: tuple[Column, ...]
    """Its columns, whose keys no other analysis has."""

    def cells(self, graph: Graph, ways: Ways) -> Iterable[tuple[Any, ...]]:
        """A row for every node of the graph, in its order: a cell for each column."""


NAMES = Registry[Analysis](__name__, __file__, "analysis")


def in_order() -> list[Analysis]:
    """Every analysis, by its `PLACE`."""
    return sorted(map(NAMES.load, NAMES), key=lambda analysis: getattr(analysis, "PLACE", _LAST))
