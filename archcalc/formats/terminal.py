"""For a terminal: rich's table, as wide as the window; columns are left out where it is narrow, digits never."""

from __future__ import annotations

from io import StringIO

from archcalc.formats import text
from archcalc.layout import Grid, Page, grid
from archcalc.report import Report

SUFFIXES = ()
MOST_ROWS = 2000
"""Longer tables come as plain text: rich lays out some 2,500 rows a second."""
_COLOURS = {"activations": "yellow", "weights": "magenta"}


def render(report: Report, page: Page) -> str:
    """Title, tables, notes. Names are text: no markup, no emoji, no escape sequences."""
    if sum(len(table.rows) for table in report.tables) > MOST_ROWS:
        return text.render(report, page)
    from rich.console import Console
    from rich.text import Text

    console = Console(file=StringIO(), width=page.width or 80, force_terminal=page.colour, no_color=not page.colour,
                      markup=False, emoji=False, highlight=False, legacy_windows=False)
    if report.title:
        console.print(Text(report.title, style="bold"))
    for table in report.tables:
        if table.rows:
            _print_table(console, grid(table, page))
    for note in report.notes:
        console.print(Text(note, style="dim"))
    file = console.file
    assert isinstance(file, StringIO)  # noqa: S101 - made six lines above
    return "\n".join(line.rstrip() for line in file.getvalue().splitlines()) + "\n"


def _print_table(console, table: Grid) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001 - rich is imported late
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    drawn = Table(box=SIMPLE_HEAD, show_footer=bool(table.totals), pad_edge=False, padding=(0, 1), collapse_padding=True,
                  title=Text(table.title) if table.title else None, title_justify="left", title_style="bold")
    for position, column in enumerate(table.columns):
        drawn.add_column(Text(column.title), Text(table.totals[position]) if table.totals else "",
                         justify="right" if table.right(position) else "left", no_wrap=position == 0 or table.right(position))
    for number, row in enumerate(table.rows):
        drawn.add_row(*(Text(cell, style=_COLOURS.get(table.columns[i].key, "bold") if (number, i) in table.marks else "")
                        for i, cell in enumerate(row)))
    console.print(drawn, overflow="ignore", crop=False)
