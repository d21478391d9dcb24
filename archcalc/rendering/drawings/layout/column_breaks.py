"""A long drawing in columns side by side, so that it fits a slide: cut where one link alone goes on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise

from archcalc.base.named_tuples import NamedTuple
from archcalc.base.picture import Path
from archcalc.rendering.drawings.diagram_parts import Diagram, DiagramFrame, Part, blocks_of
from archcalc.rendering.drawings.layout.link_shapes import rounded

SHAPE, TALL, LOW = 1.6, 0.62, 640.0
"""Width by height of a drawing that suits a slide; wider or lower ones stay as they are."""
GAP, ROOM = 56.0, 22.0
"""Between columns; above and below them, for the links."""
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
    stretches: list[list[Part]] = [[]]
    start = 0
    for number, (part, read_later) in enumerate(zip(parts, _read_later(diagram), strict=True)):
        stretches[-1].append(part)
        if read_later is not None and start <= read_later and part is not parts[-1]:
            stretches.append([])
            start = number + 1
    return [DiagramFrame("", tuple(stretch)) for stretch in stretches]


def _read_later(diagram: Diagram) -> Iterator[int | None]:
    """After each of the root's parts, the one that holds the only block up to there that parts after it read, if any.

        a ----> b ----> c ----> d
                '---------------^

    After `a` this is `a`, after `b` it is `b`, after `c` nothing: there are two, `b` and `c`.
    """
    parts = diagram.root.parts
    home = {block.nodes[0]: number for number, part in enumerate(parts) for block in blocks_of(part)}
    last_reader: dict[int, int] = {}
    for source, target in diagram.links:
        last_reader[source] = max(last_reader.get(source, 0), home[target])
    opened: dict[int, list[int]] = {}
    closed: dict[int, list[int]] = {}
    for source, reader in last_reader.items():
        opened.setdefault(home[source], []).append(source)
        closed.setdefault(reader, []).append(source)
    read: set[int] = set()
    for number in range(len(parts)):
        read |= {*opened.get(number, ())}
        read -= {*closed.get(number, ())}
        yield home[next(iter(read))] if len(read) == 1 else None


def chosen(sizes: Sequence[Size], gap: float, shape: float = SHAPE) -> list[range]:
    """The stretches of each column, by number, for the number of columns that suits a sheet of this shape best."""
    whole, *cut = (_even(sizes, count, gap) for count in range(1, min(_MOST, len(sizes)) + 1))
    best = min(cut, key=lambda columns: _reach(sizes, columns, gap, shape) * (1 + _DEAR * len(columns)), default=whole)
    return best if _reach(sizes, best, gap, shape) < _WORTH * _reach(sizes, whole, gap, shape) else whole


def _reach(sizes: Sequence[Size], columns: Sequence[range], gap: float, shape: float) -> float:
    """The height of the sheet that a drawing in these columns fills."""
    width = sum(max(sizes[i].width for i in column) + GAP for column in columns)
    return max(width / shape, *(sum(sizes[i].height + gap for i in column) for column in columns))


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
        yield Path(tuple(rounded(corners)), "edge")
