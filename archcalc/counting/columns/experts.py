"""The products of mixtures of experts: of the experts that a token goes through, and of all of them."""

from __future__ import annotations

from collections.abc import Iterator

from archcalc.base.report import Column
from archcalc.counting.columns import Ways
from archcalc.counting.measures import figures
from archcalc.network.graph import Graph

COLUMNS = (
    Column("active_macs", "active MACs", "count", optional=True),
    Column("all_macs", "MACs of all experts", "count", optional=True),
)


def cells(graph: Graph, ways: Ways) -> Iterator[tuple[int | None, int | None]]:
    """For each mixture: its multiply-adds with the active experts, and with all; for other nodes nothing."""
    for node in graph.nodes:
        if "routed" in node.op.traits:
            from archcalc.counting.measures.idle_experts import idle

            active = figures(node).cost.macs
            yield active, active + idle(node).macs
        else:
            yield None, None
