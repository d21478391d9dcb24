"""CSV as Excel reads it when it is opened with a double click: a byte order mark tells that it is UTF-8.

Texts that Excel would take for a formula are defused.
"""

from __future__ import annotations

from archcalc.base.report import Report
from archcalc.rendering.formats.csv import defused, separated
from archcalc.rendering.tables.layout import Page

SUFFIXES = ()
ENDING = ".csv"
FOLLOWS = frozenset[str]()
_MARK = "\ufeff"


def render(report: Report, page: Page) -> str:
    """The first table, as CSV has it, after the mark; no text is a formula."""
    return _MARK + separated(report, page, ",", defused)
