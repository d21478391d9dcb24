"""CSV with raw integers. Texts that a spreadsheet would take for a formula are defused."""

from __future__ import annotations

import csv
from io import StringIO

from archcalc.layout import Page, grid
from archcalc.report import Report

SUFFIXES = (".csv",)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def render(report: Report, page: Page) -> str:
    """The first table: a header of keys, the visible rows, no totals (they would be summed again)."""
    table = grid(report.tables[0], page._replace(width=None, raw=True))
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([column.key for column in table.columns])
    for row in table.rows:
        writer.writerow([_defused(cell) if column.unit == "text" else cell
                         for column, cell in zip(table.columns, row, strict=True)])
    return out.getvalue()


def _defused(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) and cell != "-" else cell
