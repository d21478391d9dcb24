"""A table on slides: columns as wide as their texts, rows as high as theirs, cut into the parts that a slide holds.

Lengths are in sizes of the letters, so that a table is laid out once, however large it will be.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil

from archcalc.base.named_tuples import NamedTuple
from archcalc.rendering.drawings.font_widths import width
from archcalc.rendering.tables.layout import Grid

LEADING = 1.2
"""From one line to the next."""
_ROW = 1.5
"""A row of one line."""
_WIDEST = 40.0
"""A column is no wider; longer texts take several lines."""
_SPARE = 1.08
"""Room for a font that is a little wider."""


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

    def parts(self, room: float, rows: int | None) -> list[SlideTable]:
        """The table in parts no higher than `room`, each with its header; totals have their place on every slide."""
        head, *heights = self.heights
        foot = heights.pop() if self.grid.totals else 0.0
        counts = list(_counts(heights, room - head - foot, rows or len(heights)))
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
    wanted = [min(_WIDEST, max(map(_width, cells))) for cells in zip(*lines, strict=True)]
    most = _narrowed(wanted, room)
    widths = tuple(min(each, most) for each in wanted)
    counts = [max(map(line_count, cells, widths)) for cells in lines]
    return SlideTable(table, widths, tuple(_ROW + LEADING * (count - 1) for count in counts))


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


def _counts(heights: list[float], room: float, most: int) -> Iterator[int]:
    """The rows of each part: as many as there is room for, and at least one."""
    count, used = 0, 0.0
    for height in heights:
        if count and (count == most or used + height > room + 1e-6):
            yield count
            count, used = 0, 0.0
        count, used = count + 1, used + height
    yield count


def _narrowed(widths: list[float], room: float) -> float:
    """The width above which columns are cut, so that all of them together have room."""
    left, count = room, len(widths)
    for each in sorted(widths):
        if each * count > left:
            return max(1.0, left / count)
        left, count = left - each, count - 1
    return _WIDEST


def _width(text: str) -> float:
    return width(text, 1, bold=True) * _SPARE


def _lines(table: Grid) -> list[tuple[str, ...]]:
    return [tuple(column.title for column in table.columns), *table.rows, *([table.totals] if table.totals else [])]
