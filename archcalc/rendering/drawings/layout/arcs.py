"""Boxes in one column, each linked with the next, and all other links as arcs beside them, the longer the wider.

The arcs of every second box are on the left, so that fewer cross. An arc leaves in the lower half of a box, the longest
highest, and arrives in the upper half of another, the longest lowest: so they do not cross on their way out and in.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from archcalc.rendering.drawings.layout.layered import END_GAP, Arrangement, Point, Route, row_gap
from archcalc.rendering.drawings.layout.sketch import Link, Sketch

_FIRST, _STEP, _OUT = 26.0, 20.0, 5.0
"""The reach of the shortest arc, and how much farther one goes that is longer by a box; where arcs begin to bend."""


def arranged(sketch: Sketch) -> Arrangement:
    """Places of all boxes in the order of their numbers, and of the links."""
    tops = _tops(sketch)
    widest = max(width for width, _ in sketch.sizes)
    left, right = (max((_OUT + _bulge(link.target - link.source) for link in sketch.links
                        if link.target > link.source + 1 and _side(link) == side), default=0.0) for side in (-1, 1))
    places = [(left + widest / 2, top) for top in tops]
    out = {side: left + widest / 2 + side * (widest / 2 + _OUT) for side in (-1, 1)}
    routes = [_straight(sketch, link, places) if link.target == link.source + 1 else
              _arc(sketch, link, places, out[_side(link)]) for link in sketch.links]
    return Arrangement(places, routes, left + widest + right, tops[-1] + sketch.sizes[-1][1])


def _side(link: Link) -> int:
    """The side of an arc: 1 for the right, -1 for the left."""
    return -1 if link.source % 2 else 1


def _tops(sketch: Sketch) -> list[float]:
    tops, y = [], 0.0
    for number, (_, height) in enumerate(sketch.sizes):
        y += (row_gap(sketch) if height else END_GAP) if number else 0.0
        tops.append(y)
        y += height
    return tops


def _bulge(span: int) -> float:
    """The reach of an arc over so many boxes: three quarters of the way to its control points."""
    return 0.75 * (_FIRST + _STEP * (span - 2))


def _straight(sketch: Sketch, link: Link, places: Sequence[Point]) -> Route:
    (x, top), (_, below) = places[link.source], places[link.target]
    return Route(((x, top + sketch.sizes[link.source][1]), (x, below)), (0, 1))


def _arc(sketch: Sketch, link: Link, places: Sequence[Point], out: float) -> Route:
    """From an edge of a box out and back to that of another; from the middle of what has no height."""
    side = _side(link)
    leaving = sorted(_arcs(sketch, link.source, source=True), reverse=True)
    arriving = sorted(_arcs(sketch, link.target, source=False), reverse=True)
    (x, top), (width, height) = places[link.source], sketch.sizes[link.source]
    share = (leaving.index(link.target) + 1) / (len(leaving) + 1)
    y0 = top + height * (1 + share) / 2 if height else top + share * row_gap(sketch) * 0.6
    x0 = x + side * width / 2 if height else x
    (_, top), (width, height) = places[link.target], sketch.sizes[link.target]
    y1 = top + height * (arriving.index(link.source) + 1) / (len(arriving) + 1) / 2
    far = out + side * _bulge(link.target - link.source) / 0.75
    return Route(((x0, y0), (out, y0), (far, y0, far, y1, out, y1), (x + side * width / 2, y1)), (-side, 0))


def _arcs(sketch: Sketch, box: int, *, source: bool) -> Iterator[int]:
    """The other ends of the arcs that leave a box, or arrive at it."""
    for link in sketch.links:
        if link.target > link.source + 1 and box == (link.source if source else link.target):
            yield link.target if source else link.source
