"""The table of the network."""

from __future__ import annotations

from archcalc.api.network import analyze
from archcalc.base.report import Table
from archcalc.live.page.page_question import PageQuestion
from archcalc.network.graph import Graph
from archcalc.rendering.formats.html import fragment

TITLE, PLACE, FOLLOWS = "Table", 1, False


def shown(question: PageQuestion, graph: Graph) -> str:
    """Every layer with its figures, words behind them; a cell's arithmetic is told to who points at it."""
    report = analyze(graph, batch=question.batch, formulas=True)
    return fragment(report._replace(tables=tuple(map(_figures_first, report.tables))))


def _figures_first(table: Table) -> Table:
    """The table with its name, its figures, then its words: a panel is narrow."""
    name, *others = table.columns
    words = [column for column in others if column.unit in {"", "text", "prose"}]
    return table.selected([column.key for column in (name, *(each for each in others if each not in words), *words)])
