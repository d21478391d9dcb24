"""Tables laid out as text: which columns fit, what stands in each cell. No format's own marks."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate
from pathlib import Path
from typing import Any

from archcalc.base import units
from archcalc.base.errors import printable, terminal_width
from archcalc.base.named_tuples import NamedTuple
from archcalc.base.report import Column, Table

CELLS = ("value", "formula", "both")
"""What stands in a cell that has arithmetic behind it."""

_WORDS = 60
_SIZES = frozenset({"volume", "field"})
"""Units of several numbers in one cell: the arithmetic behind them is for those who point at it."""

PROSE = 24
"""Prose is wrapped to no fewer characters than this."""


class Page(NamedTuple):
    """A page for a format: `width` in characters (None: as wide as it takes), and the `layout` of volumes."""

    width: int | None = None
    layout: str = "hwc"
    colour: bool = False
    raw: bool = False
    """Numbers without separators, for machines."""
    cells: str = "both"
    """One of CELLS."""
    rows: int | None = None
    """So many rows stand on a slide, or frame; None: as many as there are, or as fit."""
    standalone: bool = False
    """A document that compiles as it is, not a part of one."""
    template: Path | None = None
    """The presentation whose design is taken."""
    embed: bool = False
    """A part of a web page that is not ours, not a page."""
    parts: tuple[str, ...] = ()
    """The parts of a lecture that are picked; none where it is whole."""
    chosen: tuple[str, ...] = ()
    """Choices that the user has made and that not every format follows: title, caption, rows, embed ..."""


class Grid(NamedTuple):
    """A table as text: headers, rows, totals (empty where there are none), and the marked cells by row and column."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    totals: tuple[str, ...]
    marks: frozenset[tuple[int, int]]
    left: tuple[str, ...] = ()
    """The columns that do not fit, by their titles."""

    @property
    def widths(self) -> list[int]:
        """The width of every column."""
        lines = [tuple(column.title for column in self.columns), *self.rows, *([self.totals] if self.totals else [])]
        return [widest(cells) for cells in zip(*lines, strict=True)]

    def right(self, position: int) -> bool:
        """True where a column's cells stand at the right."""
        return at_right(self.columns[position])

    def parts(self, rows: int | None) -> tuple[Grid, ...]:
        """The table in parts of so many rows, each with its header; the totals stand under the last."""
        if rows is None or len(self.rows) <= rows:
            return (self,)
        whole, rest = divmod(len(self.rows), rows)
        return self.cut([rows] * whole + [rest] * bool(rest))

    def cut(self, counts: Sequence[int]) -> tuple[Grid, ...]:
        """The table in parts of these numbers of rows, which are all of them; the totals stand under the last."""
        starts = list(accumulate(counts, initial=0))
        marks: dict[int, list[tuple[int, int]]] = {}
        for i, j in self.marks:
            part = bisect_right(starts, i) - 1
            marks.setdefault(part, []).append((i - starts[part], j))
        return tuple(self._replace(rows=self.rows[start:start + count], marks=frozenset(marks.get(part, ())),
                                   totals=self.totals if part == len(counts) - 1 else ())
                     for part, (start, count) in enumerate(zip(starts, counts, strict=False)))


def at_right(column: Column) -> bool:
    """True where a column's cells stand at the right: all but words and bars do."""
    return column.unit not in {"text", "prose", "bar"}


def padded(text: str, room: int, *, right: bool = False) -> str:
    """The text with blanks before or after it, so that it takes so many columns of a terminal.

    >>> padded("卷积", 6), padded("12", 6, right=True)
    ('卷积  ', '    12')
    """
    blanks = " " * (room - terminal_width(text))
    return blanks + text if right else text + blanks


def shortened(text: str, room: int) -> str:
    """The text, or as much of it as so many columns hold, with two points.

    >>> shortened("conv1", 5), shortened("conv11", 5), shortened("卷积一二", 7), shortened("conv1", 1)
    ('conv1', 'con..', '卷积..', '.')
    """
    if terminal_width(text) <= room:
        return text
    kept = text[:max(0, room - 2)]
    while kept and terminal_width(kept) > room - 2:
        kept = kept[:-1]
    return f"{kept}.."[:max(0, room)]


def widest(cells: Iterable[str]) -> int:
    """The width of the widest."""
    texts = list(cells)
    return max(map(len if "".join(texts).isascii() else terminal_width, texts), default=0)


def grid(table: Table, page: Page, gap: int = 2) -> Grid:
    """The visible rows of a table, and as many of its columns as fit: columns go, digits never."""
    shown = columns_of(table)
    rows = [i for i in range(len(table.rows)) if i not in table.hidden]
    cells = {j: _cells(table, rows, j, page) for j in shown}
    totals = {j: _total(table, table.columns[j], page) for j in shown}
    if shown and table.totals is not None:
        totals[shown[0]] = table.total
    if page.width is not None:
        widths = {j: _least(table.columns[j], [totals[j], *cells[j]]) + gap for j in shown}
        shown = _fitting({j: table.columns[j].rank or 0 for j in shown}, widths, page.width + gap)
    left = tuple(printable(table.columns[j].title or table.columns[j].key) for j in cells if j not in shown)
    numbers = list(accumulate((i not in table.hidden for i in range(len(table.rows))), initial=0))
    places = {table.columns[j].key: position for position, j in enumerate(shown)}
    marks = frozenset((numbers[i], places[key]) for i, key in table.marks
                      if i not in table.hidden and key in places)
    return Grid(printable(table.title), tuple(_legible(table.columns[j]) for j in shown),
                tuple(zip(*(cells[j] for j in shown), strict=True)),
                tuple(totals[j] for j in shown) if table.totals is not None else (), marks, left)


def left_out(table: Grid, width: int) -> str:
    """One line that names the columns that do not fit, as many as it has room for; "" where all are there."""
    for count in range(len(table.left), 0, -1):
        others = f" and {len(table.left) - count} more" if count < len(table.left) else ""
        line = f"too narrow for: {', '.join(table.left[:count])}{others}"
        if terminal_width(line) <= width:
            return line
    return shortened(f"too narrow for {len(table.left)} columns", width) if table.left else ""


def _legible(column: Column) -> Column:
    """A column whose heading can be shown as it is."""
    return column if column.title.isprintable() else column._replace(title=printable(column.title))


def columns_of(table: Table) -> list[int]:
    """The columns that are for people and say something, by position."""
    return [i for i, column in enumerate(table.columns) if column.rank is not None and _says_something(table, i)]


def _least(column: Column, cells: list[str]) -> int:
    """The width that a column needs; prose can be wrapped, and no name is so long that the numbers give way to it."""
    needed = widest([column.title, *cells])
    return needed if at_right(column) else min(needed, PROSE if column.unit == "prose" else _WORDS)


def _fitting(ranks: dict[int, int], widths: dict[int, int], room: int) -> list[int]:
    """The columns that fit: the last of the highest rank goes first, those of rank 0 stay."""
    shown = list(ranks)
    while sum(widths[j] for j in shown) > room and len(shown) > 1:
        last = max(shown, key=lambda j: (ranks[j], j))
        if not ranks[last]:
            break
        shown.remove(last)
    return shown


def _says_something(table: Table, position: int) -> bool:
    """True where any visible row has something in a column, or is to be given something."""
    cells = (cell for i, cell in enumerate(table.cells(position)) if i not in table.hidden)
    return table.columns[position].unit == "answer" or any(cell not in (None, "") for cell in cells)


def _cells(table: Table, rows: list[int], position: int, page: Page) -> list[str]:
    """The texts of a column; one for all cells that are the same value, as those of layers that are alike."""
    cells = table.cells(position)
    if table.formulas or not isinstance(cells, list):
        return [_cell(table, row, position, page, cells[row]) for row in rows]
    known: dict[int, str] = {}
    texts: list[str] = []
    for row in rows:
        value = cells[row]
        text = known.get(id(value))
        if text is None:
            text = known[id(value)] = _cell(table, row, position, page, value)
        texts.append(text)
    return texts


def _cell(table: Table, row: int, position: int, page: Page, value: Any) -> str:
    column = table.columns[position]
    worded = value if page.raw else column.worded(value)
    shown = str(value) if page.raw and isinstance(value, int) else units.cell(worded, column.unit, page.layout)
    arithmetic = table.formulas.get((row, column.key))
    if not arithmetic or page.cells == "value" or column.unit in _SIZES:
        return shown
    if arithmetic.isdecimal():
        return arithmetic
    return arithmetic + (units.beside(value, column.unit) if page.cells == "both" else "")


def _total(table: Table, column: Column, page: Page) -> str:
    value = (table.totals or {}).get(column.key)
    return str(value) if page.raw and isinstance(value, int) else units.cell(value, column.unit)
