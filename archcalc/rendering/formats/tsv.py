"""Tab-separated values with raw integers: what the clipboard of a spreadsheet, or of Google Slides, takes."""

from __future__ import annotations

from archcalc.base.report import Report
from archcalc.rendering.formats.csv import separated
from archcalc.rendering.tables.layout import Page

SUFFIXES = (".tsv", ".tab")
FOLLOWS = frozenset[str]()


def render(report: Report, page: Page) -> str:
    """The first table, as CSV has it, with tabs."""
    return separated(report, page, "\t")
