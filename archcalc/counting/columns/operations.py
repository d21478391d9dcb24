"""The operations of each layer."""

from __future__ import annotations

from collections.abc import Iterable

from archcalc.base.report import Column
from archcalc.counting.columns import Ways
from archcalc.counting.measures.alike import combined, together
from archcalc.network.graph import Graph

PLACE = 3
COLUMNS = (Column("macs", "MACs", "count", rank=2, total=True),)


def cells(graph: Graph, ways: Ways) -> Iterable[tuple[int, ...]]:
    """For each node: the operations that the convention counts, for the whole batch."""
    return combined(together, ways.rules["operations"].counts(graph))
