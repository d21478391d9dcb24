"""CSV with raw integers and texts as they are: data, and a name in it may begin with a sign of arithmetic."""

from __future__ import annotations

import csv
from collections.abc import Callable
from io import StringIO

from archcalc.base.report import Report
from archcalc.rendering.tables.layout import Page, grid

SUFFIXES = (".csv",)
FOLLOWS = frozenset[str]()
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def render(report: Report, page: Page) -> str:
    """The first table: a header of keys, the visible rows, no totals (they would be summed again)."""
    return separated(report, page, ",")


def separated(report: Report, page: Page, separator: str, word: Callable[[str], str] = str) -> str:
    """The first table with this between its cells; `word` says how a text is written."""
    table = grid(report.table(report.tables[0].name), page._replace(width=None, raw=True))
    out = StringIO()
    writer = csv.writer(out, delimiter=separator, lineterminator="\n")
    writer.writerow([word(column.key) for column in table.columns])
    for row in table.rows:
        writer.writerow([cell if table.right(j) else word(cell) for j, cell in enumerate(row)])
    return out.getvalue()


def defused(cell: str) -> str:
    """A text that no spreadsheet takes for a formula.

    >>> defused("=cmd|' /C calc'!A0"), defused("conv1")
    ("'=cmd|' /C calc'!A0", 'conv1')
    """
    return f"'{cell}" if cell.startswith(_FORMULA) and cell != "-" else cell
