"""Changes since the text was last saved: layers, attributes, totals."""

from __future__ import annotations

from archcalc.api.comparing import diff
from archcalc.live.page.page_question import PageQuestion
from archcalc.live.page.panels import said
from archcalc.network.graph import Graph
from archcalc.rendering.formats.html import fragment

TITLE, PLACE, FOLLOWS = "Changes", 7, False


def shown(question: PageQuestion, graph: Graph) -> str:
    """The differences from the text as last saved; a row for each."""
    before = question.before().graph
    if before is None:
        return said("What was saved last is no network, so nothing can be told to have moved.")
    found = diff(before, graph)
    moved = any(table.rows for table in found.tables)
    return fragment(found) if moved else said("Nothing has moved since the last save.")
