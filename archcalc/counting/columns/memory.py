"""The values that each layer holds, and their bytes."""

from __future__ import annotations

from collections.abc import Iterable

from archcalc.base.report import Column
from archcalc.counting.columns import Ways
from archcalc.counting.measures.alike import combined, together
from archcalc.network.graph import Graph

PLACE = 1
COLUMNS = (
    Column("activations", "memory", "values", rank=1, total=True),
    Column("activation_bytes", "bytes", "bytes", rank=8, total=True),
)


def cells(graph: Graph, ways: Ways) -> Iterable[tuple[int, ...]]:
    """For each node: the values that the convention counts, for the whole batch, and their bytes."""
    rule = ways.rules["memory"]
    return combined(together, rule.counts(graph), rule.sizes(graph, ways.value_bytes))
