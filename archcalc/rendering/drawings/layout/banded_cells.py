"""Cells in a table, a row for each resolution, and links between them that pass through the gaps alone.

        row 0   [ cell ]------------------->[ cell ]     a level link
                    '--.                      ^
                 .-----'        channel       '--.
        row 1    '->[ cell ]------------------>[ cell ]
                        '------->[ cell ]---------'      the last row, alone in it: in the middle

A link leaves its cell at the right, takes a track of the channel above or below that row, and one of the corridor left
of the column that it leads to; it enters its cell from the left. No cell stands in a channel or a corridor.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from archcalc.base.named_tuples import NamedTuple
from archcalc.base.picture import Shape
from archcalc.rendering.drawings.blocks import Laid, Spot, moved, shifted
from archcalc.rendering.drawings.layout.layered import Point
from archcalc.rendering.drawings.layout.link_shapes import cornered, linked
from archcalc.rendering.drawings.layout.tracks import Stretch, Trunk, tracks

_OWN = -1
"""The corridor of the cell in the middle, by number: no column's."""


class _Gaps(NamedTuple):
    """Between links side by side; between them and a cell; the least room between rows, and columns."""

    track: float = 9.0
    margin: float = 13.0
    channel: float = 26.0
    corridor: float = 30.0

    def along(self, track: int) -> float:
        """The distance of a track from the cells beside it."""
        return self.margin + self.track * track

    def room(self, count: int, least: float) -> float:
        """The room that so many tracks take, with their distance from what is beside them."""
        return max(least, 2 * self.margin + self.track * (count - 1)) if count else least


_TIGHT = _Gaps(6.0, 8.0, 14.0, 24.0)


class TableCell(NamedTuple):
    """Anything in a row and a column of the table, laid out from left to right."""

    row: int
    column: int
    laid: Laid


class TableLink(NamedTuple):
    """A link between two cells, by number, from the block with this first node; it leads `into` a frame, or ends."""

    source: int
    target: int
    node: int
    into: bool = False

    @property
    def trunk(self) -> Trunk:
        """The key of the tracks that it shares with others from the same block."""
        return self.source, self.node


def banded(cells: Sequence[TableCell], links: Sequence[TableLink], *, is_tight: bool = False) -> Laid:
    """The whole table; rows of one that `is_tight` stand closer to each other."""
    table = _Plan(cells, links, _TIGHT if is_tight else _Gaps())
    places = _Places(table)
    shapes: list[Shape] = []
    for link in links:
        shapes += linked(cornered(places.corners(link)), ends=not link.into)
    spots: dict[int, Spot] = {}
    for number, cell in enumerate(cells):
        shapes += moved(cell.laid.shapes, places.x[number], places.y[number])
        spots |= shifted(cell.laid.spots, places.x[number], places.y[number])
    return Laid(places.width, places.height, tuple(shapes), spots=spots)


class _Plan:
    """The gaps that every link takes, before anything has a place."""

    def __init__(self, cells: Sequence[TableCell], links: Sequence[TableLink], gaps: _Gaps) -> None:
        self.cells, self.links, self.gaps = cells, links, gaps
        self.rows, self.columns = max(cell.row for cell in cells) + 1, max(cell.column for cell in cells) + 1
        self.taken = {(cell.row, cell.column) for cell in cells}
        self.middle = self._middle()
        self.lifts = _lifts(cells, links, 2 * gaps.track)
        self.beside = tracks(stretch for link in links for stretch in self._beside(link))
        self.channels = tracks(stretch for link in links for stretch in self._channel(link))
        self.corridors = tracks(stretch for link in links for stretch in self._corridor(link))

    def _middle(self) -> int | None:
        """The cell that is alone in the last row, if it is reached from the row above: it may stand in the middle."""
        number, *others = (number for number, cell in enumerate(self.cells) if cell.row == self.rows - 1)
        above = {self.cells[link.source].row for link in self.links if link.target == number}
        return number if not others and self.columns > 1 and above == {self.rows - 2} else None

    def leaves(self, link: TableLink) -> float:
        """The height below its row's line at which a link leaves its cell."""
        return self.lifts[link.source] + self.cells[link.source].laid.leaves[link.node]

    def enters(self, link: TableLink) -> float:
        """The height below its row's line at which a link enters its cell."""
        return self.lifts[link.target] + self.cells[link.target].laid.enters[link.node]

    def straight(self, link: TableLink) -> bool:
        """True where nothing stands between a cell and the column that its link leads to."""
        source, target = self.cells[link.source], self.cells[link.target]
        return self.middle not in {link.source, link.target} and source.column < target.column and not any(
            (source.row, column) in self.taken for column in range(source.column + 1, target.column))

    def level(self, link: TableLink) -> bool:
        """True where a link needs no corner."""
        same = self.cells[link.source].row == self.cells[link.target].row
        return same and self.straight(link) and abs(self.leaves(link) - self.enters(link)) < 1

    def channel(self, link: TableLink) -> int:
        """The row under the channel that a link takes."""
        return self.cells[link.source].row + (self.cells[link.target].row >= self.cells[link.source].row)

    def corridor(self, link: TableLink) -> int:
        """The column right of the corridor that a link takes."""
        return _OWN if link.target == self.middle else self.cells[link.target].column

    def _beside(self, link: TableLink) -> Iterator[Stretch]:
        if not self.straight(link):
            down = self.cells[link.target].row >= self.cells[link.source].row
            yield Stretch(link.source, link.trunk, 0, 1, -self.leaves(link) if down else self.leaves(link))

    def _channel(self, link: TableLink) -> Iterator[Stretch]:
        if self.straight(link):
            return
        start, end = 2 * self.cells[link.source].column + 1, 2 * self.cells[link.target].column
        if self.middle in {link.source, link.target}:
            start, end = (0, end) if link.source == self.middle else (start, start + 1)
        yield Stretch(self.channel(link), link.trunk, min(start, end), max(start, end),
                      -start if start < end else start)

    def _corridor(self, link: TableLink) -> Iterator[Stretch]:
        if self.level(link):
            return
        row, target = self.cells[link.source].row, 2 * self.cells[link.target].row + 1
        start = 2 * row + 1 if self.straight(link) else 2 * self.channel(link)
        yield Stretch(self.corridor(link), link.trunk, min(start, target), max(start, target),
                      start if start <= target else -start)


def _lifts(cells: Sequence[TableCell], links: Sequence[TableLink], step: float) -> list[float]:
    """The middle of every cell below its row's line: so that the first link from cell to cell in a row is level.

    One without such a link stands a little lower than those left of it, so that no link runs on into its own.
    """
    lifts = [step * cell.column for cell in cells]
    for number in sorted(range(len(cells)), key=lambda number: cells[number].column):
        row = [link for link in links if link.target == number and cells[link.source].row == cells[number].row
               and cells[link.source].column < cells[number].column]
        if row:
            nearest = max(row, key=lambda link: cells[link.source].column)
            lifts[number] = (lifts[nearest.source] + cells[nearest.source].laid.leaves[nearest.node]
                             - cells[number].laid.enters[nearest.node])
    return lifts


class _Places:
    """The upper left corners of cells, and the tracks."""

    def __init__(self, plan: _Plan) -> None:
        self.plan, self.gaps = plan, plan.gaps
        cells = plan.cells
        self.lefts = self._lefts()
        self.lines, self.tops = self._lines()
        self.x = [self.lefts[cell.column] for cell in cells]
        self.y = [self.lines[cell.row] + lift - cell.laid.height / 2
                  for cell, lift in zip(cells, plan.lifts, strict=True)]
        if plan.middle is not None:
            room = self.gaps.along(plan.corridors.counts.get(_OWN, 0))
            self.x[plan.middle] = max(room, (self.lefts[-1] - cells[plan.middle].laid.width) / 2)
        self.width = max(x + self._wide(number) for number, x in enumerate(self.x))
        self.height = self.tops[-1]

    def _wide(self, number: int) -> float:
        """The width of a cell with the tracks beside it."""
        return self.plan.cells[number].laid.width + self.gaps.room(self.plan.beside.counts.get(number, 0), 0.0)

    def _lefts(self) -> list[float]:
        """The left edge of every column, and the right edge of the last."""
        lefts, x = [], 0.0
        for column in range(self.plan.columns):
            x += self.gaps.room(self.plan.corridors.counts.get(column, 0), self.gaps.corridor if column else 0.0)
            lefts.append(x)
            x += max((self._wide(number) for number, cell in enumerate(self.plan.cells)
                      if cell.column == column and number != self.plan.middle), default=0.0)
        return [*lefts, x]

    def _lines(self) -> tuple[list[float], list[float]]:
        """The line of every row, on which its cells stand; the top of every row, and the bottom of the last."""
        lines, tops, y = [], [], 0.0
        for row in range(self.plan.rows):
            mine = [(lift, cell.laid.height / 2) for cell, lift in zip(self.plan.cells, self.plan.lifts, strict=True)
                    if cell.row == row]
            y += self.gaps.room(self.plan.channels.counts.get(row, 0), self.gaps.channel if row else 0.0)
            tops.append(y)
            lines.append(y - min(lift - half for lift, half in mine))
            y = lines[-1] + max(lift + half for lift, half in mine)
        return lines, [*tops, y + self.gaps.room(self.plan.channels.counts.get(self.plan.rows, 0), 0.0)]

    def corners(self, link: TableLink) -> list[Point]:
        """The way of a link."""
        plan, cells = self.plan, self.plan.cells
        x0 = self.x[link.source] + cells[link.source].laid.width
        y0 = self.lines[cells[link.source].row] + plan.leaves(link)
        x1, y1 = self.x[link.target], self.lines[cells[link.target].row] + plan.enters(link)
        if plan.level(link):
            return [(x0, y1), (x1, y1)]
        gap = plan.corridor(link)
        aside = self.gaps.along(plan.corridors.of[gap, link.trunk])
        turn = (self.x[link.target] if gap == _OWN else self.lefts[gap]) - aside
        if plan.straight(link):
            return [(x0, y0), (turn, y0), (turn, y1), (x1, y1)]
        out = x0 + self.gaps.along(plan.beside.of[link.source, link.trunk])
        row = plan.channel(link)
        along = self.tops[row] - self.gaps.along(plan.channels.of[row, link.trunk])
        return [(x0, y0), (out, y0), (out, along), (turn, along), (turn, y1), (x1, y1)]
