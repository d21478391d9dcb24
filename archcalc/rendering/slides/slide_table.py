"""A table on slides: columns as wide as their texts, rows as high as theirs, cut into the parts that a slide holds.

Lengths are in sizes of the letters, so that a table is laid out once, however large it will be.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from math import ceil

from archcalc.base.named_tuples import NamedTuple
from archcalc.rendering.drawings.font_widths import width
from archcalc.rendering.tables.layout import Grid, at_right

LEADING = 1.2
"""From one line to the next."""
_ROW = 1.5
"""A row of one line."""
_WIDEST = 40.0
"""A column is no wider; longer texts take several lines."""
_PROSE = 13.0
"""A column of sentences is no narrower, unless its sentences are."""
_SPARE = 1.08
"""SlideRoom for a font that is a little wider."""
_FULL = 0.45
"""A slide that is at least so full may end where a stage of the network does."""


class SlideTable(NamedTuple):
    """A table, the width of every column, and the height of its header, of every row and of its totals."""

    grid: Grid
    widths: tuple[float, ...]
    heights: tuple[float, ...]

    @property
    def height(self) -> float:
        """All rows on top of each other."""
        return sum(self.heights)

    @property
    def lines(self) -> list[tuple[str, ...]]:
        """Header, rows and totals."""
        return _lines(self.grid)

    def parts(self, room: float, rows: int | None, stages: Sequence[object] = ()) -> list[SlideTable]:
        """The table in parts no higher than `room`, each with its header; the totals have their place on every slide.

        Of the rows, those of one stage stay together where this leaves no slide rather empty.
        """
        head, *heights = self.heights
        foot = heights.pop() if self.grid.totals else 0.0
        ends = {number for number, (a, b) in enumerate(pairwise(stages), 1) if a != b} if rows is None else set()
        counts = list(_counts(heights, room - head - foot, rows or len(heights), ends))
        parts: list[SlideTable] = []
        start = 0
        for number, grid in enumerate(self.grid.cut(counts)):
            own = heights[start:start + counts[number]]
            parts.append(SlideTable(grid, self.widths, (head, *own, *([foot] if grid.totals else []))))
            start += counts[number]
        return parts


def laid_out(table: Grid, room: float) -> SlideTable:
    """The table with its columns in `room`: where they need more, the widest give way, and their texts are wrapped.

    A column also has room at its sides, which is not counted here.
    """
    lines = _lines(table)
    wanted = column_widths(table)
    most = _narrowed(wanted, room)
    widths = tuple(min(each, most) for each in wanted)
    if all(each <= most for each in wanted) and max(wanted, default=0.0) < _WIDEST:
        return SlideTable(table, widths, (_ROW,) * len(lines))
    counts = [max(map(line_count, cells, widths)) for cells in lines]
    return SlideTable(table, widths, tuple(_ROW + LEADING * (count - 1) for count in counts))


def column_widths(table: Grid) -> list[float]:
    """The width that every column needs for its widest cell, or as much of it as a column is given."""
    return [min(_WIDEST, max(map(_width, {*cells}))) for cells in zip(*_lines(table), strict=True)]


def fitted(table: Grid, room: float, beside: float) -> Grid:
    """The table without the columns that do not fit; those of rank 0 stay, and sentences can be wrapped.

    `beside` is the room at a column's sides.
    """
    wanted = [min(each, _PROSE) if column.unit == "prose" else each
              for column, each in zip(table.columns, column_widths(table), strict=True)]
    shown = list(range(len(wanted)))
    while sum(wanted[j] + beside for j in shown) > room and len(shown) > 1:
        last = max(shown, key=lambda j: (table.columns[j].rank or 0, j))
        if not table.columns[last].rank:
            break
        shown.remove(last)
    return table if len(shown) == len(wanted) else _chosen(table, shown)


def _chosen(table: Grid, shown: Sequence[int]) -> Grid:
    """The table with only these columns."""
    places = {j: position for position, j in enumerate(shown)}
    return table._replace(columns=tuple(table.columns[j] for j in shown),
                          rows=tuple(tuple(row[j] for j in shown) for row in table.rows),
                          totals=tuple(table.totals[j] for j in shown) if table.totals else (),
                          marks=frozenset((i, places[j]) for i, j in table.marks if j in places))


def breaks_numbers(table: SlideTable) -> bool:
    """True where a number would be broken over lines."""
    wanted = column_widths(table.grid)
    return any(at_right(column) and each + 1e-6 < need
               for column, each, need in zip(table.grid.columns, table.widths, wanted, strict=True))


def line_count(text: str, room: float) -> int:
    """The lines that a text takes where one is so wide; a word that is wider is broken.

    >>> line_count("three lines here", 3), line_count("", 3)
    (3, 1)
    """
    if _width(text) <= room + 1e-6:
        return 1
    count, used, gap = 1, 0.0, _width(" ")
    for word in text.split(" "):
        own = _width(word)
        if used and used + gap + own > room:
            count, used = count + 1, 0.0
        elif used:
            used += gap
        if own > room:
            count += ceil(own / room)
            own = room
        used += own
    return count


def _counts(heights: list[float], room: float, most: int, ends: set[int]) -> Iterator[int]:
    """The rows of each part: as many as there is room for, and at least one; rather as far as one of the `ends`."""
    start, used = 0, 0.0
    for number, height in enumerate(heights):
        count = number - start
        if count and (count == most or used + height > room + 1e-6):
            end = next((end for end in range(number, start, -1) if end in ends), number)
            kept = sum(heights[start:end])
            if kept < _FULL * room:
                end, kept = number, used
            yield end - start
            start, used = end, used - kept
        used += height
    yield len(heights) - start


def _narrowed(widths: list[float], room: float) -> float:
    """The width above which columns are cut, so that all of them together have room."""
    left, count = room, len(widths)
    for each in sorted(widths):
        if each * count > left:
            return max(1.0, left / count)
        left, count = left - each, count - 1
    return _WIDEST


@lru_cache(maxsize=65536)
def _width(text: str) -> float:
    return width(text, 1, bold=True) * _SPARE


def _lines(table: Grid) -> list[tuple[str, ...]]:
    return [tuple(column.title for column in table.columns), *table.rows, *([table.totals] if table.totals else [])]
