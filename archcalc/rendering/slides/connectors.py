"""Ways with corners as PowerPoint's connectors: which of its kinds, how turned and mirrored, and where it bends.

A connector is drawn in a box of its own: it starts at the upper left corner towards the right and ends at the lower
right one; `adj` say where it bends, in hundred-thousandths of the box, and may lie outside it. The box is turned by
a quarter where the way starts upright, then mirrored. Source: ECMA-376-1, presetShapeDefinitions, bentConnector2 to 5.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from archcalc.base.lecture import Corner
from archcalc.base.named_tuples import NamedTuple

_LEAST = 1.0
"""A box of no width has no hundred-thousandths: it gets a point."""
_NONE = 0.05


class Connector(NamedTuple):
    """A preset's name, its box before it is turned (left, top, width, height), its turn, mirrors, and bends."""

    preset: str
    left: float
    top: float
    width: float
    height: float
    quarter: bool = False
    across: bool = False
    upright: bool = False
    """True where it is mirrored left to right, and up to down, before it is turned."""
    bends: tuple[int, ...] = ()


def connector(corners: Sequence[Corner]) -> Connector | None:
    """The connector that goes this way, or None where it turns too often or runs aslant."""
    (x0, y0), (x1, y1) = corners[0], corners[-1]
    if len(corners) == 2:
        return Connector("straightConnector1", min(x0, x1), min(y0, y1), abs(x1 - x0), abs(y1 - y0),
                         across=x1 < x0, upright=y1 < y0)
    steps = [(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(corners)]
    upright = [abs(dx) < _NONE for dx, _ in steps]
    slanted = any(abs(dx) >= _NONE and abs(dy) >= _NONE for dx, dy in steps)
    if slanted or len(steps) > 5 or any(a == b for a, b in pairwise(upright)):
        return None
    quarter = upright[0]
    along = [(y - y0, -(x - x0)) if quarter else (x - x0, y - y0) for x, y in corners]
    ahead, aside = along[-1]
    wide, high = max(abs(ahead), _LEAST), max(abs(aside), _LEAST)
    middle_x, middle_y = (x0 + x1) / 2, (y0 + y1) / 2
    bends = tuple(_bends(along, wide if ahead >= 0 else -wide, high if aside >= 0 else -high))
    return Connector(f"bentConnector{len(steps)}", middle_x - wide / 2, middle_y - high / 2, wide, high, quarter,
                     ahead < 0, aside < 0, bends)


def _bends(along: Sequence[Corner], ahead: float, aside: float) -> Iterator[int]:
    """Each corner between the first and the last two turns, by turns along the way and aside of it."""
    for number, (u, v) in enumerate(along[1:-2]):
        yield round(100_000 * (v / aside if number % 2 else u / ahead))
