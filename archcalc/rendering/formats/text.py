"""Plain text, for pipes and files: no colour, nothing cut off."""

from __future__ import annotations

from archcalc.base.report import Report
from archcalc.rendering.tables.layout import Page
from archcalc.rendering.tables.written_lines import TextStyle, written

SUFFIXES = (".txt",)
_STYLE = TextStyle()


def render(report: Report, page: Page) -> str:
    """Title, tables, notes; marked cells have a star."""
    return written(report, page, _STYLE)
