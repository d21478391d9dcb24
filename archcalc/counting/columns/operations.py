"""The operations of each layer."""

from __future__ import annotations

from collections.abc import Iterator

from archcalc.base.report import Column
from archcalc.counting.columns import Ways
from archcalc.network.graph import Graph

PLACE = 3
COLUMNS = (Column("macs", "MACs", "count", rank=2, total=True),)


def cells(graph: Graph, ways: Ways) -> Iterator[tuple[int]]:
    """For each node: the operations that the convention counts, for the whole batch."""
    for counted in ways.rules["operations"].counts(graph):
        yield (counted,)
