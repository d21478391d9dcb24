"""Plain text, for pipes and files: no colour, nothing cut off."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap

from archcalc.base.errors import printable, printable_lines
from archcalc.base.report import Report
from archcalc.rendering.tables.layout import Grid, Page, grid, left_out, padded

SUFFIXES = (".txt",)
_GAP = "  "
_MARK = "*"
_NONE: frozenset[int] = frozenset()
_LINE = 120
"""Sentences are wrapped here where no terminal says how wide it is; tables never are."""


def render(report: Report, page: Page) -> str:
    """Title, tables, notes; marked cells have a star."""
    parts = [printable(report.title)] if report.title else []
    parts += ["\n".join(_lines(grid(table, page), page.width)) for table in report.shown]
    notes = [line for note in map(printable_lines, below(report))
             for line in wrap(note, page.width or _LINE, break_long_words=False, break_on_hyphens=False) or [""]]
    return "\n\n".join([*parts, *(["\n".join(notes).rstrip()] if notes else [])]) + "\n"


def below(report: Report) -> tuple[str, ...]:
    """What stands below the tables."""
    return (report.caption, *report.notes) if report.caption else report.notes


def _lines(table: Grid, width: int | None) -> Iterator[str]:
    if table.title:
        yield table.title
    widths = table.widths
    marked = {position for _, position in table.marks}
    if any(column.title for column in table.columns):
        yield _line(table, tuple(column.title for column in table.columns), widths, marked)
        yield _GAP.join("-" * width for width in widths)
    forms: dict[frozenset[int], str] = {}
    for number, row in enumerate(table.rows):
        stars = frozenset([position for position in marked if (number, position) in table.marks])
        if stars not in forms:
            forms[stars] = _form(table, widths, marked, stars)
        line = forms[stars] % row
        yield line.rstrip() if line.isascii() else _line(table, row, widths, marked, stars)
    if table.totals:
        yield _GAP.join("-" * width for width in widths)
        yield _line(table, table.totals, widths, marked)
    if width is not None and table.left:
        yield left_out(table, width)


def _form(table: Grid, widths: list[int], marked: set[int], starred: frozenset[int]) -> str:
    """A row's line with places for its texts, which holds as long as each letter takes one column."""
    places = (f"%{'' if table.right(position) else '-'}{width}s" for position, width in enumerate(widths))
    gaps = ((_MARK if position in starred else " ") + " " if position in marked else _GAP
            for position in range(len(widths)))
    return "".join(place + gap for place, gap in zip(places, gaps, strict=True))


def _line(table: Grid, cells: tuple[str, ...], widths: list[int], marked: set[int],
          starred: set[int] | frozenset[int] = _NONE) -> str:
    """One line; the star of a marked cell stands in the gap after it."""
    shown = []
    for position, (cell, width) in enumerate(zip(cells, widths, strict=True)):
        text = padded(cell, width, right=table.right(position))
        shown.append(text + (_MARK if position in starred else " " if position in marked else ""))
    line = ""
    for position, text in enumerate(shown):
        line += text + ("" if position + 1 == len(shown) else " " if position in marked else _GAP)
    return line.rstrip()
