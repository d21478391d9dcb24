"""Tab-separated values with raw integers: what the clipboard of a spreadsheet, or of Google Slides, takes."""

from __future__ import annotations

from archcalc.formats.csv import separated
from archcalc.report import Report
from archcalc.showing.layout import Page

SUFFIXES = (".tsv", ".tab")


def render(report: Report, page: Page) -> str:
    """The first table, as CSV has it, with tabs."""
    return separated(report, page, "\t")
