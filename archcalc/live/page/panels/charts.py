"""The charts: where the memory is, the parameters, the MACs."""

from __future__ import annotations

from archcalc.api.network import analyze
from archcalc.live.page.page_question import PageQuestion
from archcalc.network.graph import Graph
from archcalc.rendering.drawings import chart
from archcalc.rendering.drawings.charts import chart_data
from archcalc.rendering.drawings.outputs.html import inline
from archcalc.rendering.tables.selection import at_depth

TITLE, PLACE, FOLLOWS = "Charts", 4, False


def shown(question: PageQuestion, graph: Graph) -> str:
    """Bars of the layers, or of the modules where there are many."""
    report = at_depth(analyze(graph, batch=question.batch), None, "text")
    return f"<figure>{inline(chart(chart_data.bars(report)))}</figure>"
