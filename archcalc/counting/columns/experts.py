"""The products of mixtures of experts: of the experts that a token goes through, and of all of them."""

from __future__ import annotations

from collections.abc import Iterable

from archcalc.base.report import Column
from archcalc.counting.columns import Ways
from archcalc.counting.measures import figures
from archcalc.counting.measures.alike import spread
from archcalc.network.graph import Graph, Node

COLUMNS = (
    Column("active_macs", "active MACs", "count", optional=True),
    Column("all_macs", "MACs of all experts", "count", optional=True),
)


def cells(graph: Graph, ways: Ways) -> Iterable[tuple[int | None, int | None]]:
    """For each mixture: its multiply-adds with the active experts, and with all; for other nodes nothing."""
    return spread(graph, _products)


def _products(node: Node) -> tuple[int | None, int | None]:
    if "routed" not in node.op.traits:
        return None, None
    from archcalc.counting.measures.idle_experts import idle

    active = figures(node).cost.macs
    return active, active + idle(node).macs
