"""Bubbles -> Picture: networks by two figures on logarithmic axes, a third as the area, labels without overlaps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil, cos, floor, log10, pi, sin, sqrt
from typing import NamedTuple

from archcalc import units
from archcalc.drawings.charts import TITLES, Bubble, Bubbles
from archcalc.drawings.fonts import cut, width
from archcalc.scene import Box, Path, Picture, Shape, Text

_WIDE, _HIGH = 1280.0, 800.0
_LEFT, _TOP, _RIGHT, _BOTTOM = 84.0, 64.0, 36.0, 64.0
_SMALLEST, _LARGEST = 4.0, 34.0
_SIZE, _NAME = 11.0, 190.0


class Axis(NamedTuple):
    """A logarithmic axis from `low` to `high` powers of ten, over pixels from `start` to `end`."""

    low: float
    high: float
    start: float
    end: float

    def at(self, value: float) -> float:
        """The pixel of a value."""
        share = (log10(max(value, 1)) - self.low) / (self.high - self.low)
        return self.start + share * (self.end - self.start)


class Spot(NamedTuple):
    """A bubble where it is drawn."""

    bubble: Bubble
    x: float
    y: float
    radius: float


def picture(chart: Bubbles) -> Picture:
    """The whole chart. The largest bubbles are drawn first, so that none is hidden."""
    along = _axis([each.x for each in chart.bubbles], _LEFT, _WIDE - _RIGHT)
    up = _axis([each.y for each in chart.bubbles], _HIGH - _BOTTOM, _TOP)
    most = max((each.size for each in chart.bubbles), default=1)
    spots = [Spot(each, along.at(each.x), up.at(each.y), max(_SMALLEST, _LARGEST * sqrt(each.size / most)))
             for each in sorted(chart.bubbles, key=lambda each: -each.size)]
    x, y, size = chart.figures
    shapes: list[Shape] = [Text(_LEFT, 32, chart.title, 16, bold=True)]
    shapes += [*_scale(along, upright=True), *_scale(up, upright=False)]
    shapes += [Text((_LEFT + _WIDE - _RIGHT) / 2, _HIGH - 18, TITLES[x], 12, "middle", bold=True),
               Text(24, (_TOP + _HIGH - _BOTTOM) / 2, TITLES[y], 12, "middle", bold=True, turned=True)]
    shapes += [Box(spot.x - spot.radius, spot.y - spot.radius, 2 * spot.radius, 2 * spot.radius, "bubble",
                   "bubble-line", spot.radius, hint=_hint(spot.bubble, chart.figures)) for spot in spots]
    labels = list(_labels(spots))
    if size:
        told = f"area: {TITLES[size]}, at most {units.short(most, 3)}"
        shapes.append(Text(_WIDE - _RIGHT, 32, told, 11, "end", fill="muted"))
    missing = len(spots) - sum(isinstance(label, Text) for label in labels)
    if missing:
        shapes.append(Text(_WIDE - _RIGHT, 48, f"{missing} names had no room", 11, "end", fill="muted"))
    return Picture(chart.title, f"{len(spots)} networks by {chart.title}", _WIDE, _HIGH, (*shapes, *labels))


def _hint(bubble: Bubble, figures: Sequence[str]) -> str:
    cells = zip((bubble.x, bubble.y, bubble.size), figures, strict=True)
    return f"{bubble.name}: " + ", ".join(f"{units.count(value)} {figure}" for value, figure in cells if figure)


def _axis(values: Sequence[int], start: float, end: float) -> Axis:
    """An axis with a little room at either end."""
    logs = [log10(max(value, 1)) for value in values] or [0.0]
    room = max(0.06 * (max(logs) - min(logs)), 0.12)
    return Axis(min(logs) - room, max(logs) + room, start, end)


def _scale(axis: Axis, *, upright: bool) -> Iterator[Shape]:
    """Grid lines at 1, 2 and 5 of every power of ten that is on the axis, those at 1 with a number."""
    for power in range(floor(axis.low), ceil(axis.high) + 1):
        for step in (1, 2, 5):
            value = step * 10**power if power >= 0 else 0
            if not value or not axis.low <= log10(value) <= axis.high:
                continue
            at, label = axis.at(value), units.short(value, 1)
            if upright:
                yield Path(((at, _TOP), (at, _HIGH - _BOTTOM)), "grid")
                yield Text(at, _HIGH - _BOTTOM + 18, label, 10.5, "middle", fill="muted")
            else:
                yield Path(((_LEFT, at), (_WIDE - _RIGHT, at)), "grid")
                yield Text(_LEFT - 8, at + 3.5, label, 10.5, "end", fill="muted")


def _labels(spots: Sequence[Spot]) -> Iterator[Shape]:
    """A name beside every bubble that has room for one, near first, with a line to those that stand further off."""
    taken = _Taken([(spot.x - spot.radius, spot.y - spot.radius, spot.x + spot.radius, spot.y + spot.radius)
                    for spot in spots])
    for spot in spots:
        text = cut(spot.bubble.name, _SIZE, _NAME)
        wide = width(text, _SIZE)
        for x, y, far in _places(spot, wide):
            box = (x - 3, y - _SIZE, x + wide + 3, y + 3)
            if taken.free(box):
                taken.add(box)
                if far:
                    yield Path(((spot.x, spot.y), (min(max(spot.x, x), x + wide), y - 4)), "frame-line", width=0.8)
                yield Text(x, y, text, _SIZE)
                break


def _places(spot: Spot, wide: float) -> Iterator[tuple[float, float, bool]]:
    """Where a name may start: right, left, above and below its bubble, then in rings around it."""
    r = spot.radius + 4
    yield spot.x + r, spot.y + 4, False
    yield spot.x - r - wide, spot.y + 4, False
    yield spot.x - wide / 2, spot.y - r, False
    yield spot.x - wide / 2, spot.y + r + _SIZE - 2, False
    for ring in range(1, 7):
        for turn in range(12):
            angle, away = turn * pi / 6, r + ring * 16
            dx, dy = away * cos(angle), away * sin(angle)
            yield spot.x + dx - (wide if dx < 0 else 0), spot.y + dy + 4, True


_Rectangle = tuple[float, float, float, float]


class _Taken:
    """Rectangles that are taken, in cells of a grid, so that a look is quick."""

    def __init__(self, boxes: Sequence[_Rectangle]) -> None:
        self.cells: dict[tuple[int, int], list[_Rectangle]] = {}
        for box in boxes:
            self.add(box)

    def add(self, box: _Rectangle) -> None:
        for cell in self.covered(box):
            self.cells.setdefault(cell, []).append(box)

    def free(self, box: _Rectangle) -> bool:
        """Whether a rectangle is on the sheet and touches none that is taken."""
        left, top, right, bottom = box
        if left < _LEFT or right > _WIDE - 4 or top < _TOP - 10 or bottom > _HIGH - _BOTTOM:
            return False
        return not any(left < other[2] and right > other[0] and top < other[3] and bottom > other[1]
                       for cell in self.covered(box) for other in self.cells.get(cell, ()))

    @staticmethod
    def covered(box: _Rectangle) -> Iterator[tuple[int, int]]:
        left, top, right, bottom = (int(edge // 60) for edge in box)
        return ((x, y) for x in range(left, right + 1) for y in range(top, bottom + 1))
