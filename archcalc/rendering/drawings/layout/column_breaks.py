"""A long drawing in columns side by side, so that it fits a slide: cut where one link alone goes on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise

from archcalc.base.named_tuples import NamedTuple
from archcalc.base.picture import Path
from archcalc.rendering.drawings.diagram import Block, Diagram, DiagramFrame
from archcalc.rendering.drawings.layout.layered import Point

SHAPE, TALL, LOW = 1.6, 0.62, 640.0
"""Width by height of a drawing that suits a slide; wider or lower ones stay as they are."""
GAP, ROOM, _ROUND = 56.0, 22.0, 8.0
"""Between columns; above and below them, for the links; how round their corners are."""
_MOST, _FINEST, _DEAR, _WORTH = 14, 150, 0.05, 0.8
"""The most columns; the most places to cut at; how much smaller a drawing must become with each column, and at all."""


class Size(NamedTuple):
    """The width and the height of a stretch of the drawing."""

    width: float
    height: float


class ColumnLink(NamedTuple):
    """A link from a column to the next: where it leaves, how high its column is, the middle of the gap, its goal."""

    leaves: float
    height: float
    gap: float
    enters: float


def segments(diagram: Diagram) -> list[DiagramFrame]:
    """The root's parts in stretches, one after the other, each of which only one block of the one before is read by."""
    parts = diagram.root.parts
    stretches: list[list[Block | DiagramFrame]] = [[]]
    for part, open_links in zip(parts, _open_links(diagram), strict=True):
        stretches[-1].append(part)
        if open_links == 1 and part is not parts[-1]:
            stretches.append([])
    return [DiagramFrame("", tuple(stretch)) for stretch in stretches]


def _open_links(diagram: Diagram) -> list[int]:
    """After each of the root's parts, the number of blocks up to there that parts after it read.

        a ----> b ----> c ----> d
                '---------------^

    After `a` this is 1, after `b` 1, after `c` 2: `b` and `c`.
    """
    parts = diagram.root.parts
    home = {block.nodes[0]: number for number, part in enumerate(parts)
            for block in ((part,) if isinstance(part, Block) else part.blocks())}
    last_reader: dict[int, int] = {}
    for source, target in diagram.links:
        last_reader[source] = max(last_reader.get(source, 0), home[target])
    opened, closed = Counter(home[source] for source in last_reader), Counter(last_reader.values())
    return list(accumulate(opened[number] - closed[number] for number in range(len(parts))))


def chosen(sizes: Sequence[Size], gap: float) -> list[range]:
    """The stretches of each column, by number, for the number of columns that suits a slide best."""
    whole, *cut = (_even(sizes, count, gap) for count in range(1, min(_MOST, len(sizes)) + 1))
    best = min(cut, key=lambda columns: _reach(sizes, columns, gap) * (1 + _DEAR * len(columns)), default=whole)
    return best if _reach(sizes, best, gap) < _WORTH * _reach(sizes, whole, gap) else whole


def _reach(sizes: Sequence[Size], columns: Sequence[range], gap: float) -> float:
    """The height of the slide that a drawing in these columns fills."""
    width = sum(max(sizes[i].width for i in column) + GAP for column in columns)
    return max(width / SHAPE, *(sum(sizes[i].height + gap for i in column) for column in columns))


class _Columns(NamedTuple):
    """The first columns, down to some stretch: the sum of their squared heights, and after which stretch each ends."""

    unevenness: float
    ends: list[int]


def _even(sizes: Sequence[Size], count: int, gap: float) -> list[range]:
    """So many columns, as even as can be: with the least sum of squared heights."""
    ends = _possible_ends(sizes, gap)
    reached = [0.0, *accumulate(height + gap for _, height in sizes)]
    best = [_Columns(reached[end] ** 2, [end]) for end in ends]
    for _ in range(count - 1):
        best = [_with_another(best[:number or 1], end, reached) for number, end in enumerate(ends)]
    cuts = [0, *best[-1].ends]
    return [range(start, end) for start, end in pairwise(cuts) if start < end]


def _with_another(before: Sequence[_Columns], end: int, reached: Sequence[float]) -> _Columns:
    """The best of some columns with one more, as far as `end`; `reached` is the height of all down to each stretch."""
    return min(_Columns(columns.unevenness + (reached[end] - reached[columns.ends[-1]]) ** 2, [*columns.ends, end])
               for columns in before)


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


def connections(links: Sequence[ColumnLink]) -> Iterator[Path]:
    """The links from column to column: down, along below the column, up the gap, and over. The top is at 0.

                   .-----.
                   |     v
        [ column ] |  [ next ]
        [        ] |
             |     |
             '-----'
    It leaves the column's lower edge and enters the next one's upper edge.
    """
    for leaves, height, gap, enters in links:
        below, above = height + ROOM / 2, -ROOM / 2
        corners = [(leaves, height), (leaves, below), (gap, below), (gap, above), (enters, above), (enters, 0.0)]
        yield Path(tuple(_rounded(corners)), "edge")


def _rounded(corners: Sequence[Point]) -> Iterator[tuple[float, ...]]:
    """A way through corners, each cut round: straight as far as the curve, then around."""
    yield corners[0]
    for before, corner, after in zip(corners, corners[1:], corners[2:], strict=False):
        reach = min(_ROUND, _distance(before, corner) / 2, _distance(corner, after) / 2)
        yield _toward(corner, before, reach)
        yield (*corner, *corner, *_toward(corner, after, reach))
    yield corners[-1]


def _distance(start: Point, end: Point) -> float:
    """The length of a way that is upright or level."""
    return abs(end[0] - start[0]) + abs(end[1] - start[1])


def _toward(start: Point, end: Point, reach: float) -> Point:
    """The point so far along an upright or level way."""
    return start[0] + reach * _sign(end[0] - start[0]), start[1] + reach * _sign(end[1] - start[1])


def _sign(number: float) -> int:
    return (number > 0) - (number < 0)
