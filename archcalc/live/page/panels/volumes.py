"""The volumes of the network as boxes in perspective."""

from __future__ import annotations

from archcalc.live.page.page_question import PageQuestion
from archcalc.network.graph import Graph
from archcalc.rendering.drawings import draw
from archcalc.rendering.drawings.outputs.html import inline

TITLE, PLACE, FOLLOWS = "Volumes", 3, False


def shown(question: PageQuestion, graph: Graph) -> str:
    """The boxes, painted with the page's colours."""
    return f"<figure>{inline(draw(graph, 'volumes'))}</figure>"
