"""What each layer computes."""

from __future__ import annotations

from collections.abc import Iterator

from archcalc.counting import Rule
from archcalc.graph import Graph
from archcalc.report import Column

COLUMNS = (Column("macs", "MACs", "count", rank=2, total=True),)


def cells(graph: Graph, rule: Rule) -> Iterator[tuple[int]]:
    """For each node: the operations that the convention counts, for the whole batch."""
    for counted in rule.counts(graph):
        yield (counted,)
