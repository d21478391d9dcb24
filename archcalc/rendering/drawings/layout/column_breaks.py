"""A long drawing in columns side by side, so that it fits a slide: cut where one link alone goes on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise

from archcalc.base.picture import Path
from archcalc.rendering.drawings.diagram import Block, Diagram, DiagramFrame

SHAPE, TALL, LOW = 1.6, 0.62, 640.0
"""Width by height of a drawing that suits a slide; wider or lower ones stay as they are."""
GAP, ROOM, _ROUND = 56.0, 22.0, 8.0
"""Between columns; above and below them, for the links; how round their corners are."""
_MOST, _FINEST, _DEAR, _WORTH = 14, 150, 0.05, 0.8
"""The most columns; the most places to cut at; how much smaller a drawing must become with each column, and at all."""

Size = tuple[float, float]


def segments(diagram: Diagram) -> list[DiagramFrame]:
    """The root's parts in stretches, one after the other, each of which only one block of the one before is read by."""
    parts = diagram.root.parts
    home = {block.nodes[0]: number for number, part in enumerate(parts)
            for block in ((part,) if isinstance(part, Block) else part.blocks())}
    last: dict[int, int] = {}
    for source, target in diagram.links:
        last[source] = max(last.get(source, 0), home[target])
    passing = [0] * (len(parts) + 1)
    for source, end in last.items():
        passing[home[source]] += 1
        passing[end] -= 1
    stretches: list[list[Block | DiagramFrame]] = [[]]
    for part, open_ in zip(parts, accumulate(passing), strict=False):
        stretches[-1].append(part)
        if open_ == 1 and part is not parts[-1]:
            stretches.append([])
    return [DiagramFrame("", tuple(stretch)) for stretch in stretches]


def chosen(sizes: Sequence[Size], gap: float) -> list[range]:
    """The stretches of each column, by number, for the number of columns that suits a slide best."""
    whole, *cut = (_even(sizes, count, gap) for count in range(1, min(_MOST, len(sizes)) + 1))
    best = min(cut, key=lambda columns: _reach(sizes, columns, gap) * (1 + _DEAR * len(columns)), default=whole)
    return best if _reach(sizes, best, gap) < _WORTH * _reach(sizes, whole, gap) else whole


def _reach(sizes: Sequence[Size], columns: Sequence[range], gap: float) -> float:
    """The height of the slide that a drawing in these columns fills."""
    width = sum(max(sizes[i][0] for i in column) + GAP for column in columns)
    return max(width / SHAPE, *(sum(sizes[i][1] + gap for i in column) for column in columns))


def _even(sizes: Sequence[Size], count: int, gap: float) -> list[range]:
    """So many columns, as even as can be: with the least sum of squared heights."""
    ends = _possible_ends(sizes, gap)
    heights = [0.0, *accumulate(height + gap for _, height in sizes)]
    best: list[tuple[float, list[int]]] = [((heights[end]) ** 2, [end]) for end in ends]
    for _ in range(count - 1):
        best = [min((best[k][0] + (heights[end] - heights[ends[k]]) ** 2, [*best[k][1], end])
                    for k in range(number or 1)) for number, end in enumerate(ends)]
    cuts = [0, *best[-1][1]]
    return [range(start, end) for start, end in pairwise(cuts) if start < end]


def _possible_ends(sizes: Sequence[Size], gap: float) -> list[int]:
    """Places where a column may end: after each stretch, or of very many, after some evenly far apart."""
    least = sum(height + gap for _, height in sizes) / _FINEST
    ends, filled = [], 0.0
    for number, (_, height) in enumerate(sizes, 1):
        filled += height + gap
        if filled >= least or number == len(sizes):
            ends.append(number)
            filled = 0.0
    return ends


def wrapped(diagram: Diagram, stretches: Sequence[DiagramFrame], columns: Sequence[range]) -> Diagram:
    """The same diagram with a frame without a name for each column."""
    frames = (DiagramFrame("", tuple(part for i in column for part in stretches[i].parts)) for column in columns)
    return diagram._replace(root=DiagramFrame("", tuple(frames)))


def connections(ways: Sequence[tuple[float, float, float, float]]) -> Iterator[Path]:
    """The links from column to column: down, along below the column, up the gap, and over.

    `ways` are where a link leaves, how high its column is, where the gap is, and where it enters; the top is at 0.
    """
    for leaves, height, gap, enters in ways:
        below, above = height + ROOM / 2, -ROOM / 2
        corners = [(leaves, height), (leaves, below), (gap, below), (gap, above), (enters, above), (enters, 0.0)]
        yield Path(tuple(_rounded(corners)), "edge")


def _rounded(corners: Sequence[tuple[float, float]]) -> Iterator[tuple[float, ...]]:
    """A way through corners, each cut round."""
    yield corners[0]
    for (x0, y0), (x, y), (x1, y1) in zip(corners, corners[1:], corners[2:], strict=False):
        before, after = abs(x - x0) + abs(y - y0), abs(x1 - x) + abs(y1 - y)
        reach = min(_ROUND, before / 2, after / 2)
        start = (x - reach * _sign(x - x0), y - reach * _sign(y - y0))
        end = (x + reach * _sign(x1 - x), y + reach * _sign(y1 - y))
        yield start
        yield (x, y, x, y, *end)
    yield corners[-1]


def _sign(number: float) -> int:
    return (number > 0) - (number < 0)
