"""Tab-separated values with raw integers: what the clipboard of a spreadsheet, or of Google Slides, takes."""

from __future__ import annotations

from archcalc.formats.csv import separated
from archcalc.layout import Page
from archcalc.report import Report

SUFFIXES = (".tsv", ".tab")


def render(report: Report, page: Page) -> str:
    """The first table, as CSV has it, with tabs."""
    return separated(report, page, "\t")
