"""Tables as an SVG picture, whose text PowerPoint and Inkscape can edit."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap

from archcalc.base.picture import Box, Path, Picture, Shape, Text
from archcalc.base.report import Report
from archcalc.rendering.drawings.blocks import moved
from archcalc.rendering.drawings.font_widths import cut, width
from archcalc.rendering.drawings.outputs import svg
from archcalc.rendering.drawings.palette import LIGHT
from archcalc.rendering.tables.layout import Grid, Page, grid

SUFFIXES = (".svg",)
_SHEET = 150
"""So many characters stand beside each other; further columns are left out unless they were asked for."""
_SIZE, _ROW, _GAP, _MARGIN, _LINE = 12.0, 21.0, 18.0, 20.0, 15.0
_WIDEST = 420.0


def render(report: Report, page: Page) -> str:
    """Title, pictures, tables and notes one under the other."""
    tables = [grid(table, page._replace(width=_SHEET)) for table in report.shown]
    columns = [_columns(table) for table in tables]
    sheet = max([360.0, *(sum(each) + _GAP * (len(each) - 1) for each in columns), width(report.title, 16, bold=True),
                 *(picture.width - 2 * _MARGIN for picture in report.pictures)])
    shapes: list[Shape] = []
    y = _MARGIN
    if report.title:
        shapes.append(Text(_MARGIN, y + 14, report.title, 16, bold=True))
        y += 32
    for picture in report.pictures:
        shapes += moved(picture.shapes, 0, y)
        y += picture.height
    for table, widths in zip(tables, columns, strict=True):
        if table.title:
            shapes.append(Text(_MARGIN, y + 12, table.title, 13, bold=True))
            y += 24
        shapes += _drawn(table, widths, y)
        y += _ROW * (len(table.rows) + 1 + bool(table.totals)) + 22
    for note in filter(None, (report.caption, *report.notes)):
        for line in wrap(note, int(sheet / 5.4)):
            shapes.append(Text(_MARGIN, y + 10, line, 11, fill="muted"))
            y += _LINE
    told = f"a table of {len(tables[0].rows)} rows" if tables else "notes"
    return svg.write(Picture(report.title, told, sheet + 2 * _MARGIN, y + _MARGIN, tuple(shapes)), LIGHT)


def _columns(table: Grid) -> list[float]:
    """The width of every column."""
    lines = [tuple(column.title for column in table.columns), *table.rows, *([table.totals] if table.totals else [])]
    return [min(_WIDEST, max(width(cell, _SIZE, bold=True) for cell in cells)) for cells in zip(*lines, strict=True)]


def _drawn(table: Grid, widths: list[float], top: float) -> Iterator[Shape]:
    """Header, rows and totals, between the rules of a book."""
    right = _MARGIN + sum(widths) + _GAP * (len(widths) - 1)
    last = top + _ROW * (len(table.rows) + 1)
    yield from _row(table, [column.title for column in table.columns], widths, top, bold=True)
    for number, row in enumerate(table.rows):
        y = top + _ROW * (number + 1)
        if number % 2:
            yield Box(_MARGIN - 6, y, right - _MARGIN + 12, _ROW, "frame")
        yield from _row(table, row, widths, y, marked={j for j in range(len(row)) if (number, j) in table.marks})
    if table.totals:
        yield from _row(table, table.totals, widths, last, bold=True)
    bottom = last + _ROW if table.totals else last
    for y, thick in ((top, 1.5), (top + _ROW, 0.8), (bottom, 1.5), *(((last, 0.8),) if table.totals else ())):
        yield Path(((_MARGIN - 6, y), (right + 6, y)), "ink", width=thick)


def _row(table: Grid, cells: list[str] | tuple[str, ...], widths: list[float], y: float, *, bold: bool = False,
         marked: set[int] | frozenset[int] = frozenset()) -> Iterator[Shape]:
    x = _MARGIN
    for position, (cell, room) in enumerate(zip(cells, widths, strict=True)):
        strong = bold or position in marked
        if cell:
            at = (x + room, "end") if table.right(position) else (x, "start")
            yield Text(at[0], y + 15, cut(cell, _SIZE, room + 1, strong), _SIZE, at[1], strong,
                       "mark" if position in marked else "ink")
        x += room + _GAP
