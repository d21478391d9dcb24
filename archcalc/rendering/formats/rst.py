"""reStructuredText: grid tables, as wide as their letters are in a fixed font, every name as it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from archcalc.base.errors import printable, terminal_width
from archcalc.base.report import Report
from archcalc.rendering.tables.layout import Grid, Page, grid, padded, widest

SUFFIXES = (".rst",)
_SPECIAL = re.compile(r"[\\*`|_@:<]|(?<=')'|^[^\w\s]|^\w+(?=[.)](?:\s|$))")


def render(report: Report, page: Page) -> str:
    """A title, tables, notes."""
    heading = []
    if report.title:
        title = escaped(report.title)
        heading = [f"{title}\n{'=' * terminal_width(title)}"]
    parts = ["\n".join(_lines(grid(table, page._replace(width=None)))) for table in report.shown]
    return "\n\n".join([*heading, *parts, *map(escaped, filter(None, (report.caption, *report.notes)))]) + "\n"


def escaped(text: str) -> str:
    r"""Text that reStructuredText shows as it is.

    >>> print(escaped("*a* b_"), escaped("- x"), escaped("1. x"))
    \*a\* b\_ \- x \1. x
    """
    shown = _SPECIAL.sub(r"\\\g<0>", printable(text))
    return f"\\ {shown}" if set(shown) == {"\\"} else shown  # a line of one sign would be a rule


def _lines(table: Grid) -> Iterator[str]:
    if table.title:
        yield f"**{escaped(table.title)}**\n"
    head = [escaped(column.title) for column in table.columns]
    rows = [[f"**{escaped(cell)}**" if cell and (i, j) in table.marks else escaped(cell) for j, cell in enumerate(row)]
            for i, row in enumerate(table.rows)]
    rows += [[f"**{escaped(cell)}**" if cell else "" for cell in table.totals]] if table.totals else []
    widths = [max(1, widest(cells)) for cells in zip(head, *rows, strict=True)]
    rule = _rule(widths, "-")
    yield rule
    yield _row(table, head, widths)
    yield _rule(widths, "=")
    for row in rows:
        yield _row(table, row, widths)
        yield rule


def _rule(widths: Iterable[int], line: str) -> str:
    return f"+{'+'.join(line * (width + 2) for width in widths)}+"


def _row(table: Grid, cells: Iterable[str], widths: Iterable[int]) -> str:
    shown = (padded(cell, width, right=table.right(j))
             for j, (cell, width) in enumerate(zip(cells, widths, strict=True)))
    return f"| {' | '.join(shown)} |"
