r"""LaTeX as `latex` has it, with numbers in siunitx's columns, which group and align their digits."""

from __future__ import annotations

from collections.abc import Callable

from archcalc.base.report import Report
from archcalc.rendering.formats import latex
from archcalc.rendering.tables.layout import Grid, Page

SUFFIXES = ()
ENDING = ".tex"
FOLLOWS = latex.FOLLOWS
_SETUP = r"\sisetup{group-separator={,},group-minimum-digits=4,mode=text,detect-all}"


def render(report: Report, page: Page) -> str:
    """Tables as floats, or as frames."""
    return latex.written(report, page, (*latex.PACKAGES, "siunitx"), _column, _SETUP)


def _column(table: Grid, position: int) -> tuple[str, Callable[[str, bool], str]]:
    """A column of numbers as siunitx's; any other as LaTeX's own."""
    cells = [row[position] for row in table.rows] + ([table.totals[position]] if table.totals else [])
    digits = [cell.replace(",", "") for cell in cells if cell]
    if not table.right(position) or not all(number.isdecimal() for number in digits):
        return latex.plain(table, position)
    declared = f"S[table-format={max(map(len, digits), default=1)}.0]"

    def cell(text: str, marked: bool) -> str:
        return (r"\bfseries " if marked else "") + text.replace(",", "")

    return declared, cell
