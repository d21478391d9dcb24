"""PowerPoint: a lecture, or tables that can be edited, split over as many slides as they need; in a template's design.

The notes of a report, which say how it was counted, are the speaker's notes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from archcalc.base import files
from archcalc.base.report import Report
from archcalc.rendering.slides import presentation_file
from archcalc.rendering.slides.deck import Deck
from archcalc.rendering.slides.slide_writer import SlideWriter
from archcalc.rendering.tables.layout import Page

if TYPE_CHECKING:
    from pptx.presentation import Presentation

SUFFIXES = (".pptx",)
FOLLOWS = frozenset({"title", "caption", "rows", "template"})
"""It takes the design of another file."""
LECTURES = True
"""It shows the parts of a lecture."""


def render(report: Report, page: Page) -> bytes:
    """The lecture, or slides for every table. Raises ArchcalcError where the library, or the template, is missing."""
    if page.template is None:
        return _filled(presentation_file.plain(), report, page)
    content = presentation_file.template_content(page.template)
    with files.guarded(presentation_file.refusal(page.template)):
        return _filled(presentation_file.designed(content), report, page)


def _filled(show: Presentation, report: Report, page: Page) -> bytes:
    """The presentation with its slides as a file."""
    deck = Deck(SlideWriter(show, plain=page.template is None), page)
    for part in report.parts:
        deck.part(part)
    if not report.parts:
        deck.tables(report)
    return presentation_file.saved(show)
