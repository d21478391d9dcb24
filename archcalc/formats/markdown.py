"""GitHub's Markdown: pipe tables, numbers at the right."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from archcalc.layout import Grid, Page, grid
from archcalc.report import Report

SUFFIXES = (".md", ".markdown")
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|!~$])")


def render(report: Report, page: Page) -> str:
    """A heading, tables, notes; names are escaped."""
    parts = [f"## {escaped(report.title)}"] if report.title else []
    parts += ["\n".join(_lines(grid(table, page._replace(width=None)))) for table in report.tables if table.rows]
    parts += [escaped(note) for note in report.notes]
    return "\n\n".join(parts) + "\n"


def escaped(text: str) -> str:
    """Text that Markdown shows as it is."""
    return _SPECIAL.sub(r"\\\1", text)


def _lines(table: Grid) -> Iterator[str]:
    if table.title:
        yield f"**{escaped(table.title)}**\n"
    yield _row(escaped(column.title) for column in table.columns)
    yield _row("---:" if table.right(i) else "---" for i in range(len(table.columns)))
    for number, row in enumerate(table.rows):
        yield _row(f"**{escaped(cell)}**" if (number, i) in table.marks else escaped(cell) for i, cell in enumerate(row))
    if table.totals:
        yield _row(f"**{escaped(cell)}**" if cell else "" for cell in table.totals)


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
