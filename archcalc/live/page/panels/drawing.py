"""The drawing of the network: its layers as a graph."""

from __future__ import annotations

from archcalc.live.page.page_question import PageQuestion
from archcalc.network.graph import Graph
from archcalc.rendering.drawings import draw
from archcalc.rendering.drawings.outputs.html import inline

TITLE, PLACE, FOLLOWS = "Drawing", 2, False


def shown(question: PageQuestion, graph: Graph) -> str:
    """The drawing, painted with the page's colours."""
    return f"<figure>{inline(draw(graph))}</figure>"
