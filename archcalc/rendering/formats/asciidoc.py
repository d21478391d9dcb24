"""AsciiDoc: tables with a header, numbers at the right, every name as it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from archcalc.base.errors import printable
from archcalc.base.report import Report
from archcalc.rendering.tables.layout import Grid, Page, grid

SUFFIXES = (".adoc", ".asciidoc", ".asc")
_PLAIN = re.compile(r"[\w ,;.%()/-]*")
"""Text in which nothing has a meaning of its own."""
_MEANING = re.compile(r"--|\.\.\.|\([CRT]M?\)|^[-.*]+ |^ |://|[_-]$|^[_-]|__|'")


def render(report: Report, page: Page) -> str:
    """A title, tables, notes."""
    parts = [f"== {escaped(report.title)}"] if report.title else []
    parts += ["\n".join(_lines(grid(table, page._replace(width=None)))) for table in report.shown]
    parts += map(escaped, filter(None, (report.caption, *report.notes)))
    return "\n\n".join(parts) + "\n"


def escaped(text: str) -> str:
    r"""Text that AsciiDoc shows as it is: what may have a meaning is passed by its rules, but for < and &.

    >>> print(escaped("conv1"), escaped("*a*"), escaped("a]b"))
    conv1 pass:c[*a*] pass:c[a\]b]
    """
    words = printable(text)
    if words.isascii() and _PLAIN.fullmatch(words) and not _MEANING.search(words):
        return words
    return "pass:c[" + words.replace("\\]", "\\\\]").replace("]", r"\]") + "]"


def _lines(table: Grid) -> Iterator[str]:
    if table.title:
        yield f".{escaped(table.title)}" if table.title[:1].isalnum() else f".pass:c[]{escaped(table.title)}"
    sides = ",".join(">1" if table.right(j) else "<1" for j in range(len(table.columns)))
    options = "header,footer,autowidth" if table.totals else "header,autowidth"
    yield f'[cols="{sides}",options="{options}"]'
    yield "|==="
    yield _row(_cell(column.title) for column in table.columns)
    for number, row in enumerate(table.rows):
        yield _row(f"*{_cell(cell)}*" if cell and (number, j) in table.marks else _cell(cell)
                   for j, cell in enumerate(row))
    if table.totals:
        yield _row(map(_cell, table.totals))
    yield "|==="


def _cell(text: str) -> str:
    """Text in a cell, where a bar begins the next one."""
    return escaped(text).replace("|", r"\|")


def _row(cells: Iterable[str]) -> str:
    return " ".join(f"|{cell}" for cell in cells)
