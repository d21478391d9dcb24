"""The panels beside the editor, one to a file: a part of a page that tells of the text, or of what is under the cursor.

        TITLE    what its tab is called
        PLACE    where its tab stands
        FOLLOWS  True where it follows the cursor
        shown    the part of the page

A file that is there is found; no list names it.
"""

from __future__ import annotations

from typing import Protocol

from archcalc.base.errors import ArchcalcError
from archcalc.base.registry import Registry
from archcalc.live.page.page_question import PageQuestion
from archcalc.network.graph import Graph
from archcalc.rendering.drawings.outputs.svg import text


class PagePanel(Protocol):
    """One panel."""

    TITLE: str
    PLACE: int
    FOLLOWS: bool

    def shown(self, question: PageQuestion, graph: Graph) -> str:
        """The panel as a part of a page, all words escaped. Raises ArchcalcError."""


NAMES = Registry[PagePanel](__name__, __file__, "panel")


def in_order() -> list[str]:
    """The panels as their tabs stand."""
    return sorted(NAMES, key=lambda name: NAMES.load(name).PLACE)


def shown(question: PageQuestion) -> str:
    """The panel that a question asks for; where there is nothing to show, why."""
    draft = question.draft()
    try:
        panel = NAMES.load(question.panel)
        if draft.graph is None:
            return said("This is shown once the text is a network: its mistakes stand under it.")
        return panel.shown(question, draft.graph)
    except ArchcalcError as error:
        return said(str(error))


def said(words: str) -> str:
    """Words in place of what would be shown."""
    return f'<p class="said">{text(words)}</p>'
