"""Blocks in lanes from left to right, a column for each step; links run in the gaps between columns and lanes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from archcalc.base.named_tuples import NamedTuple
from archcalc.base.picture import Box, Shape, Text
from archcalc.rendering.drawings.blocks import Laid, Spot, block, moved, times
from archcalc.rendering.drawings.diagram_parts import Block
from archcalc.rendering.drawings.layout.layered import Route
from archcalc.rendering.drawings.layout.link_shapes import linked
from archcalc.rendering.drawings.layout.tracks import Stretch, tracks

_GAP, _WIDER, _LANE, _TRACK, _LINE = 34.0, 7.0, 30.0, 9.0, 16.0
_PAD, _HEAD = 9.0, 20.0
"""The room of a frame around what repeats, and above it."""


class Lane(NamedTuple):
    """A block, and its column and lane."""

    column: int
    lane: int
    block: Block


def laned(blocks: Sequence[Lane], links: Sequence[tuple[int, int]], repeats: Sequence[tuple[range, int]],
          lines: Sequence[str], least: float = 0.0) -> Laid:
    """The drawing: `repeats` are stretches of columns and how often each comes; `lines` are said below."""
    plan = _Plan(blocks, links, repeats, least)
    shapes: list[Shape] = list(plan.frames(repeats))
    for a, b in links:
        shapes += linked(plan.route(a, b))
    spots: dict[int, Spot] = {}
    for number, each in enumerate(blocks):
        shapes += moved(plan.laid[number].shapes, *plan.corner(number))
        spots[each.block.nodes[0]] = (*plan.corner(number), plan.laid[number].width, plan.laid[number].height)
    shapes += [Text(0, plan.height + 10 + _LINE * (i + 1), said, max(11.0, least), fill="muted")
               for i, said in enumerate(lines)]
    high = plan.height + (10 + _LINE * len(lines) if lines else 0.0)
    return Laid(plan.width, high, tuple(shapes), spots=spots)


class _Plan:
    """The places of columns and lanes."""

    def __init__(self, blocks: Sequence[Lane], links: Sequence[tuple[int, int]],
                 repeats: Sequence[tuple[range, int]], least: float) -> None:
        self.blocks, self.laid = blocks, [block(each.block, across=True, least=least) for each in blocks]
        self.long = tracks(Stretch(blocks[b].lane, (a, b), blocks[a].column + 0.5, blocks[b].column - 0.5)
                           for a, b in links if blocks[b].column - blocks[a].column > 1)
        self.wide = _most((each.column, laid.width) for each, laid in zip(blocks, self.laid, strict=True))
        self.high = _most((each.lane, laid.height) for each, laid in zip(blocks, self.laid, strict=True))
        self.left = self._lefts(links, {end for stretch, _ in repeats for end in (stretch.start, stretch.stop)})
        self.top = self._tops(repeats)
        self.width, self.height = self.left[-1], self.top[-1]

    def _lefts(self, links: Sequence[tuple[int, int]], edges: set[int]) -> list[float]:
        """The left edges of the columns, and the right one of the last; more links between two need a wider gap."""
        slanted = [(self.blocks[a].column, self.blocks[b].column) for a, b in links
                   if self.blocks[a].lane != self.blocks[b].lane]
        counts = [sum(start < column <= end for start, end in slanted) for column in range(len(self.wide))]
        lefts, x = [], _PAD if 0 in edges else 0.0
        for column, wide in enumerate(self.wide):
            x += (_GAP + _WIDER * min(counts[column], 12) + (2 * _PAD if column in edges else 0.0)) if column else 0.0
            lefts.append(x)
            x += wide
        return [*lefts, x + _PAD]

    def _tops(self, repeats: Sequence[tuple[range, int]]) -> list[float]:
        """The upper edges of the lanes, and the lower one of the last; links over several columns run above them."""
        tops, y = [], _PAD + _HEAD if repeats else 0.0
        for lane, high in enumerate(self.high):
            y += (_LANE if lane else 0.0) + _TRACK * self.long.counts.get(lane, 0)
            tops.append(y)
            y += high
        return [*tops, y + (_PAD if repeats else 0.0)]

    def corner(self, number: int) -> tuple[float, float]:
        """The upper left corner of a block: in the middle of its column and lane."""
        each, laid = self.blocks[number], self.laid[number]
        return (self.left[each.column] + (self.wide[each.column] - laid.width) / 2,
                self.top[each.lane] + (self.high[each.lane] - laid.height) / 2)

    def route(self, a: int, b: int) -> Route:
        """From the right edge of a block to the left one of another, in an S; over others above the lane it goes to."""
        start, end = self.blocks[a], self.blocks[b]
        x0, x1 = self.corner(a)[0] + self.laid[a].width, self.corner(b)[0]
        y0, y1 = (self.top[each.lane] + self.high[each.lane] / 2 for each in (start, end))
        out, back = self.left[start.column] + self.wide[start.column], self.left[end.column]
        steps: list[tuple[float, ...]] = [(x0, y0), (out, y0)]
        if end.column - start.column > 1:
            y = self.top[end.lane] - 8 - _TRACK * self.long.of[end.lane, (a, b)]
            beyond, before = self.left[start.column + 1], self.left[end.column - 1] + self.wide[end.column - 1]
            steps += [_bent(out, y0, beyond, y), (before, y)]
            out, y0 = before, y
        back -= 10.0
        steps += [_bent(out, y0, back, y1) if abs(y1 - y0) > 0.5 else (back, y1), (x1, y1)]
        return Route(tuple(steps), (1, 0))

    def frames(self, repeats: Sequence[tuple[range, int]]) -> Iterator[Shape]:
        """Frames around what repeats, each with its number."""
        for columns, count in repeats:
            first, last = columns.start, columns.stop - 1
            mine = [number for number, each in enumerate(self.blocks) if each.column in columns]
            top = min(self.corner(number)[1] for number in mine) - _PAD - _HEAD
            bottom = max(self.corner(number)[1] + self.laid[number].height for number in mine) + _PAD
            left, right = self.left[first] - _PAD, self.left[last] + self.wide[last] + _PAD
            badge = times(count)
            yield Box(left, top, right - left, bottom - top, "frame", "frame-line", 8)
            yield Text(right - 9, top + 17, badge.text, badge.size, "end", bold=True)


def _most(sizes: Iterable[tuple[int, float]]) -> list[float]:
    """The largest size of every number, from 0 on."""
    most: dict[int, float] = {}
    for number, size in sizes:
        most[number] = max(most.get(number, 0.0), size)
    return [most[number] for number in range(len(most))]


def _bent(x0: float, y0: float, x1: float, y1: float) -> tuple[float, ...]:
    """A step in an S from one point to another, level at both ends."""
    half = (x0 + x1) / 2
    return half, y0, half, y1, x1, y1
