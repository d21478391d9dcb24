"""What each layer computes."""

from __future__ import annotations

from collections.abc import Iterator

from archcalc.counting import Operations
from archcalc.graph import Graph
from archcalc.report import Column

COLUMNS = (Column("macs", "MACs", "count", rank=2, total=True),)


def cells(graph: Graph, rule: Operations) -> Iterator[tuple[int]]:
    """For each node: the operations that the convention counts, for the whole batch."""
    for node in graph.nodes:
        yield (rule.count(node),)
