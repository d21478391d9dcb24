"""The arithmetic of the layer under the cursor, or the page of the word there."""

from __future__ import annotations

from archcalc.api import topics
from archcalc.live.page.page_question import PageQuestion
from archcalc.network.graph import Graph
from archcalc.network.subgraph import modules
from archcalc.rendering.formats.html import fragment
from archcalc.reports.explain import derived

TITLE, PLACE, FOLLOWS = "Explain", 5, True


def shown(question: PageQuestion, graph: Graph) -> str:
    """The derivation of a layer or a module; the page of a word; else where all parameters come from."""
    about = question.about
    if about in {node.name for node in graph.nodes} or about in modules(graph):
        return fragment(derived(graph, about, None, (), None))
    page = topics.answer(about) if about else None
    return fragment(page or derived(graph, "params", None, (), None))
