"""For a terminal: rich's table, as wide as the window; columns are left out where it is narrow, digits never."""

from __future__ import annotations

from io import StringIO
from typing import TYPE_CHECKING

from archcalc.base.errors import printable, printable_lines
from archcalc.base.report import Report
from archcalc.rendering.formats import text
from archcalc.rendering.tables.layout import PROSE, Grid, Page, grid, left_out

if TYPE_CHECKING:
    from rich.console import Console

SUFFIXES = ()
MOST_ROWS = 2000
"""Longer tables come as plain text: rich lays out some 2,500 rows a second."""
_NARROWEST = 20
_GAP = 2
_COLOURS = {"activations": "yellow", "weights": "magenta"}


def render(report: Report, page: Page) -> str:
    """Title, tables, notes. Names are text: no markup, no emoji, no escape sequences."""
    if sum(len(table.rows) for table in report.tables) > MOST_ROWS:
        return text.render(report, page)
    from rich.console import Console
    from rich.text import Text

    console = Console(file=StringIO(), width=max(page.width or 80, _NARROWEST), force_terminal=page.colour,
                      no_color=not page.colour, markup=False, emoji=False, highlight=False, legacy_windows=False)
    if report.title:
        console.print(Text(printable(report.title), style="bold"))
    for table in report.tables:
        if table.rows:
            _print_table(console, grid(table, page), page.width or 80)
    for note in text.below(report):
        console.print(Text(printable_lines(note), style="dim"))
    file = console.file
    assert isinstance(file, StringIO)
    lines = [line.rstrip() for line in file.getvalue().splitlines()]
    return "\n".join(line for line, above in zip(lines, ["", *lines], strict=False) if line or above) + "\n"


def _print_table(console: Console, table: Grid, width: int) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    drawn = Table(box=SIMPLE_HEAD, show_edge=False, show_footer=bool(table.totals),
                  show_header=any(column.title for column in table.columns), pad_edge=False, padding=(0, 1, 0, 0),
                  title=Text(table.title) if table.title else None, title_justify="left", title_style="bold")
    for position, (column, size) in enumerate(zip(table.columns, _widths(table, width), strict=True)):
        drawn.add_column(Text(column.title), Text(table.totals[position]) if table.totals else "", width=size,
                         justify="right" if table.right(position) else "left", no_wrap=column.unit != "prose",
                         overflow="fold")
    styles = [_COLOURS.get(column.key, "bold") for column in table.columns]
    for number, row in enumerate(table.rows):
        drawn.add_row(*(Text(cell, styles[i] if (number, i) in table.marks else "") for i, cell in enumerate(row)))
    console.print()
    before, room = console.width, sum(table.widths) + 3 * len(table.columns)
    console.width = max(before, room)  # no column that stays is cut: rich folds the digits of one that is too wide
    console.print(drawn, overflow="ignore", crop=False, width=room)
    console.width = before
    if table.left:
        console.print(Text(left_out(table, width), style="dim"))
    console.print()


def _widths(table: Grid, width: int) -> list[int]:
    """Each column as wide as its cells; where they do not fit, the widest prose gives way, down to `PROSE`."""
    widths = table.widths
    prose = [i for i, column in enumerate(table.columns) if column.unit == "prose"]
    excess = sum(widths) + _GAP * (len(widths) - 1) - width
    while prose and excess > 0 and max(widths[i] for i in prose) > PROSE:
        widths[max(prose, key=widths.__getitem__)] -= 1
        excess -= 1
    return widths
