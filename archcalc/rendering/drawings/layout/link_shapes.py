"""Links as shapes: a line with an arrowhead, ways through corners that are cut round."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from archcalc.base.picture import Path, Shape
from archcalc.rendering.drawings.layout.layered import Point, Route

_ARROW, _ROUND = 6.0, 8.0
"""The length of an arrowhead, less a little that its line goes into it; the radius of corners."""


def linked(route: Route, *, ends: bool = True, dashed: bool = False) -> list[Shape]:
    """A link, with an arrowhead where it `ends` at a block."""
    if not ends:
        return [Path(route.steps, "edge", dashed=dashed)]
    *steps, last = route.steps
    x, y = last[-2:]
    dx, dy = route.toward
    line = (*steps, (*last[:-2], x - dx * _ARROW, y - dy * _ARROW))
    head = ((x, y), *((x - dx * 7 + side * dy, y - dy * 7 + side * dx) for side in (3.6, -3.6)))
    return [Path(line, "edge", dashed=dashed), Path(head, fill="edge", closed=True)]


def cornered(corners: Sequence[Point]) -> Route:
    """A way through corners, and how it arrives; corners on a straight line are none."""
    kept = list(_turns(corners))
    (x0, y0), (x1, y1) = kept[-2:]
    return Route(tuple(rounded(kept)), (_sign(x1 - x0), _sign(y1 - y0)))


def _turns(corners: Sequence[Point]) -> Iterator[Point]:
    """The corners at which an upright or level way turns, its two ends among them."""
    kept = [corner for i, corner in enumerate(corners) if not i or _distance(corners[i - 1], corner) > 0.01]
    kept = kept if len(kept) > 1 else list(corners[-2:])
    yield kept[0]
    for before, corner, after in zip(kept, kept[1:], kept[2:], strict=False):
        if (abs(corner[0] - before[0]) > 0.01) != (abs(after[0] - corner[0]) > 0.01):
            yield corner
    yield kept[-1]


def rounded(corners: Sequence[Point]) -> Iterator[tuple[float, ...]]:
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
