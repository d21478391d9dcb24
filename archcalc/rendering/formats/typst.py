"""Typst: a document that compiles as it is, with tables whose header goes on over pages.

Whatever stands in a cell is a string: no name can become markup.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from archcalc.base.errors import printable
from archcalc.base.report import Report
from archcalc.rendering.tables.layout import Grid, Page, grid

SUFFIXES = (".typ",)
_SHEET = 150
"""So many characters stand beside each other on a landscape page."""
_SETUP = """#set page(paper: "a4", flipped: true, margin: 15mm)
#set text(size: 9pt)
#set table(stroke: none, inset: (x: 4pt, y: 2.5pt))
#show figure: set block(breakable: true)
#show figure.caption: set align(left)
#show figure.caption: it => it.body"""


def render(report: Report, page: Page) -> str:
    """A heading, tables with what is told below them, notes."""
    tables = [grid(table, page._replace(width=_SHEET)) for table in report.shown]
    parts = [_SETUP, *([f"#heading({quoted(report.title)})"] if report.title else [])]
    for number, table in enumerate(tables):
        caption = report.caption if number == 0 else ""
        parts += [f"#heading(level: 2, {quoted(table.title)})"] if table.title else []
        parts.append("\n".join(_table(table, caption)))
    parts += [f"#par({quoted(note)})" for note in report.notes if note]
    return "\n\n".join(parts) + "\n"


def quoted(text: str) -> str:
    r"""A string of Typst.

    >>> print(quoted('a "b" \\c'))
    "a \"b\" \\c"
    """
    escaped = printable(text).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _table(table: Grid, caption: str) -> Iterator[str]:
    sides = ", ".join("right" if table.right(j) else "left" for j in range(len(table.columns)))
    prose = [column.unit == "prose" for column in table.columns]
    widths = ", ".join("1fr" if each else "auto" for each in prose)
    told = f"caption: {quoted(caption)}, " if caption else ""
    yield f"#figure({told}table("
    yield f"  columns: ({widths},), align: ({sides},),"
    yield "  table.hline(),"
    yield f"  table.header({', '.join(f'strong({quoted(column.title)})' for column in table.columns)}),"
    yield "  table.hline(stroke: 0.5pt),"
    for number, row in enumerate(table.rows):
        yield "  " + _cells(f"strong({quoted(cell)})" if (number, j) in table.marks else quoted(cell)
                            for j, cell in enumerate(row))
    if table.totals:
        yield "  table.hline(stroke: 0.5pt),"
        yield "  " + _cells(f"strong({quoted(cell)})" for cell in table.totals)
    yield "  table.hline(),"
    yield "))"


def _cells(cells: Iterable[str]) -> str:
    return "".join(f"{cell}, " for cell in cells).rstrip()
