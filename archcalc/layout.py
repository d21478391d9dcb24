"""Tables laid out as text: which columns fit, what stands in each cell. No format's own marks."""

from __future__ import annotations

from typing import NamedTuple

from archcalc import units
from archcalc.report import Column, Table

NUMBERS = frozenset({"count", "bytes", "volume", "field", "ratio"})
"""Units whose cells stand at the right."""


class Page(NamedTuple):
    """What a format writes on: `width` in characters (None: as wide as it takes), and the `layout` of volumes."""

    width: int | None = None
    layout: str = "hwc"
    colour: bool = False
    raw: bool = False
    """Numbers without separators, for machines."""


class Grid(NamedTuple):
    """A table as text: headers, rows, totals (empty where there are none), and the marked cells by row and column."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    totals: tuple[str, ...]
    marks: frozenset[tuple[int, int]]

    @property
    def widths(self) -> list[int]:
        """The width of every column."""
        lines = [tuple(column.title for column in self.columns), *self.rows, *([self.totals] if self.totals else [])]
        return [max(map(len, cells)) for cells in zip(*lines, strict=True)]

    def right(self, position: int) -> bool:
        """Whether a column's cells stand at the right."""
        return self.columns[position].unit in NUMBERS


def grid(table: Table, page: Page, gap: int = 2) -> Grid:
    """The visible rows of a table, and as many of its columns as fit: columns go, digits never."""
    shown = [i for i, column in enumerate(table.columns) if column.rank is not None and _says_something(table, i)]
    rows = [i for i in range(len(table.rows)) if i not in table.hidden]
    cells = {j: [_cell(table, i, j, page) for i in rows] for j in shown}
    totals = {j: _total(table, table.columns[j], page) for j in shown}
    if shown and table.totals is not None:
        totals[shown[0]] = "total"
    while page.width is not None and len(shown) > 1:
        widths = (max(len(table.columns[j].title), len(totals[j]), *map(len, cells[j]), 0) for j in shown)
        if sum(widths) + gap * (len(shown) - 1) <= page.width:
            break
        last = max(shown, key=lambda j: (table.columns[j].rank or 0, j))
        if not table.columns[last].rank:
            break
        shown.remove(last)
    marks = frozenset((rows.index(i), position) for i, key in table.marks for position, j in enumerate(shown)
                      if table.columns[j].key == key and i not in table.hidden)
    return Grid(table.title, tuple(table.columns[j] for j in shown),
                tuple(zip(*(cells[j] for j in shown), strict=True)),
                tuple(totals[j] for j in shown) if table.totals is not None else (), marks)


def _says_something(table: Table, position: int) -> bool:
    """Whether any visible row has something in a column."""
    return any(row[position] not in (None, "") for i, row in enumerate(table.rows) if i not in table.hidden)


def _cell(table: Table, row: int, position: int, page: Page) -> str:
    column, value = table.columns[position], table.rows[row][position]
    formula = table.formulas.get((row, column.key))
    if formula:
        return formula
    if page.raw and isinstance(value, int):
        return str(value)
    return units.cell(value, column.unit, page.layout)


def _total(table: Table, column: Column, page: Page) -> str:
    value = (table.totals or {}).get(column.key)
    return str(value) if page.raw and isinstance(value, int) else units.cell(value, column.unit)
