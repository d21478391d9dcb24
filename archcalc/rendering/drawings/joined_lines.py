"""Lines of a drawing joined to links: a link through frames is drawn in pieces, each as far as a frame's edge."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from archcalc.base.lecture import Corner
from archcalc.base.named_tuples import NamedTuple
from archcalc.base.picture import Box, Path, Shape

_NEAR = 1.6
"""Ends of pieces so near, in pixels, are one place."""
_MOST_PIECES = 60


class DrawnLine(NamedTuple):
    """A piece: its corners, and whether it has an arrowhead, or is dashed."""

    corners: tuple[Corner, ...]
    arrow: bool
    dashed: bool


def drawn_lines(shapes: Iterable[Shape]) -> tuple[list[DrawnLine], list[Shape]]:
    """The pieces of links among the shapes, each with the head that follows it, and all other shapes."""
    pieces: list[DrawnLine] = []
    others: list[Shape] = []
    for shape in shapes:
        if not isinstance(shape, Path) or "edge" not in {shape.line, shape.fill}:
            others.append(shape)
        elif shape.closed and pieces:
            corners = (*pieces[-1].corners[:-1], _point(shape.steps[0]))
            pieces[-1] = pieces[-1]._replace(corners=corners, arrow=True)
        elif not shape.closed:
            pieces.append(DrawnLine(tuple(_corners(shape.steps)), False, shape.dashed))
    return pieces, others


def _corners(steps: Sequence[tuple[float, ...]]) -> Iterator[Corner]:
    """A way from corner to corner: a curve turns where its control points are."""
    for step in steps:
        yield from ((step[i], step[i + 1]) for i in range(0, len(step), 2))


def _point(step: tuple[float, ...]) -> Corner:
    return step[-2], step[-1]


def simplified(corners: Iterable[Corner]) -> tuple[Corner, ...]:
    """The way without corners at which it does not turn.

    >>> simplified([(0, 0), (0, 5), (0, 5), (0, 9), (4, 9)])
    ((0, 0), (0, 9), (4, 9))
    """
    kept: list[Corner] = []
    for corner in corners:
        if kept and _same(kept[-1], corner, 0.05):
            continue
        if len(kept) > 1 and _straight(kept[-2], kept[-1], corner):
            kept.pop()
        kept.append(corner)
    return tuple(kept)


def _straight(a: Corner, b: Corner, c: Corner) -> bool:
    """True where the way goes on in the same upright or level direction."""
    return any(abs(a[i] - b[i]) < 0.3 and abs(b[i] - c[i]) < 0.3 and (b[1 - i] - a[1 - i]) * (c[1 - i] - b[1 - i]) > 0
               for i in (0, 1))


def _same(a: Corner, b: Corner, near: float = _NEAR) -> bool:
    return abs(a[0] - b[0]) <= near and abs(a[1] - b[1]) <= near


def joined(pieces: Sequence[DrawnLine], source: Box, target: Box) -> list[int] | None:
    """The numbers of the pieces that lead from the edge of one box to that of another; None where none do."""
    starts: dict[tuple[int, int], list[int]] = {}
    for number, piece in enumerate(pieces):
        starts.setdefault(_cell(piece.corners[0]), []).append(number)
    waiting = [[number] for number, piece in enumerate(pieces) if _touches(source, piece.corners[0])]
    while waiting:
        way = waiting.pop()
        end = pieces[way[-1]].corners[-1]
        if _touches(target, end):
            return way
        if len(way) < _MOST_PIECES and not pieces[way[-1]].arrow:
            waiting += [[*way, number] for cell in _around(end) for number in starts.get(cell, ())
                        if number not in way and _same(pieces[number].corners[0], end)]
    return None


def _cell(corner: Corner) -> tuple[int, int]:
    return int(corner[0] // 4), int(corner[1] // 4)


def _around(corner: Corner) -> Iterator[tuple[int, int]]:
    x, y = _cell(corner)
    return ((x + i, y + j) for i in (-1, 0, 1) for j in (-1, 0, 1))


def _touches(box: Box, corner: Corner) -> bool:
    """True where a point is on a box's edge."""
    x, y = corner
    inside = (box.x - _NEAR <= x <= box.x + box.width + _NEAR) and (box.y - _NEAR <= y <= box.y + box.height + _NEAR)
    deep = min(x - box.x, box.x + box.width - x, y - box.y, box.y + box.height - y)
    return inside and deep <= _NEAR


def way(pieces: Sequence[DrawnLine], numbers: Iterable[int]) -> tuple[Corner, ...]:
    """The corners of pieces one after the other."""
    return simplified(corner for number in numbers for corner in pieces[number].corners)


def length(corners: Sequence[Corner]) -> float:
    """The length of a way."""
    return sum(abs(a[0] - b[0]) + abs(a[1] - b[1]) for a, b in pairwise(corners))
