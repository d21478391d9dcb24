"""Bubbles -> Picture: networks by two figures on logarithmic axes, a third as the area, labels without overlaps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil, floor, log10, sqrt

from archcalc.base import units
from archcalc.base.named_tuples import NamedTuple
from archcalc.base.picture import Box, Path, Picture, Shape, Text
from archcalc.rendering.drawings.charts.chart_data import TITLES, Bubble, Bubbles
from archcalc.rendering.drawings.font_widths import cut, width
from archcalc.rendering.drawings.layout.label_placement import Spot, labels

_WIDE, _HIGH, _MANY = 1280.0, 800.0, 60
"""The picture; with more networks than this, it is half as wide and high again."""
_LEFT, _TOP, _RIGHT, _BOTTOM = 84.0, 64.0, 36.0, 64.0
_SMALLEST, _LARGEST = 4.0, 34.0
_MARGIN, _LONGEST = 24.0, 190.0


class _Sheet(NamedTuple):
    """The room between the axes."""

    left: float
    top: float
    right: float
    bottom: float


class ChartAxis(NamedTuple):
    """A logarithmic axis from `low` to `high` powers of ten, over pixels from `start` to `end`."""

    low: float
    high: float
    start: float
    end: float

    def at(self, value: float) -> float:
        """The pixel of a value."""
        share = (log10(max(value, 1)) - self.low) / (self.high - self.low)
        return self.start + share * (self.end - self.start)


def picture(chart: Bubbles) -> Picture:
    """The whole chart. The largest bubbles are drawn first, so that none is hidden."""
    grow = 1.5 if len(chart.bubbles) > _MANY else 1.0
    sheet = _Sheet(_LEFT, _TOP, grow * _WIDE - _RIGHT, grow * _HIGH - _BOTTOM)
    along = _axis([each.x for each in chart.bubbles], sheet.left, sheet.right)
    up = _axis([each.y for each in chart.bubbles], sheet.bottom, sheet.top)
    most = max((each.size for each in chart.bubbles), default=1)
    bubbles = sorted(chart.bubbles, key=lambda each: -each.size)
    spots = [Spot(each.name, along.at(each.x), up.at(each.y), max(_SMALLEST, _LARGEST * sqrt(each.size / most)))
             for each in bubbles]
    discs = [Box(spot.x - spot.radius, spot.y - spot.radius, 2 * spot.radius, 2 * spot.radius, "bubble",
                 "bubble-line", spot.radius, hint=_hint(bubble, chart.figures))
             for spot, bubble in zip(spots, bubbles, strict=True)]
    names = labels(spots, sheet._replace(top=sheet.top - 10, right=sheet.right + _RIGHT - 4))
    told = [f"area: {TITLES[chart.figures[2]]}, at most {units.short(most, 3)}"] if chart.figures[2] else []
    told += ["a number stands for the networks beside it, listed below"] if names.numbered else []
    key = list(_key(names.numbered, sheet))
    shapes = (*_frame(chart, sheet, along, up), *discs, *names.shapes, *key,
              *(Text(sheet.right, 32 + 16 * i, words, 11, "end", fill="muted") for i, words in enumerate(told)))
    high = max([sheet.bottom + _BOTTOM, *(text.y + _MARGIN for text in key)])
    return Picture(chart.title, f"{len(spots)} networks by {chart.title}", grow * _WIDE, high, shapes)


def _key(names: Sequence[Sequence[str]], sheet: _Sheet) -> Iterator[Text]:
    """Names of the numbers, in columns under the chart."""
    lines = [(str(number) if i == 0 else "", cut(name, 11, _LONGEST))
             for number, some in enumerate(names, 1) for i, name in enumerate(some)]
    wide = 2 * _MARGIN + max((width(name, 11) for _, name in lines), default=0)
    rows = ceil(len(lines) / int((sheet.right - sheet.left) // wide))
    for i, (number, name) in enumerate(lines):
        x, y = sheet.left + i // max(rows, 1) * wide, sheet.bottom + 84 + 16 * (i % max(rows, 1))
        yield Text(x + 18, y, number, 11, "end", fill="muted")
        yield Text(x + _MARGIN, y, name, 11)


def _frame(chart: Bubbles, sheet: _Sheet, along: ChartAxis, up: ChartAxis) -> Iterator[Shape]:
    """The title, the axes with what they show, and the grid."""
    yield Text(sheet.left, 32, chart.title, 16, bold=True)
    for at, label in _marks(along):
        yield Path(((at, sheet.top), (at, sheet.bottom)), "grid")
        yield Text(at, sheet.bottom + 18, label, 10.5, "middle", fill="muted")
    for at, label in _marks(up):
        yield Path(((sheet.left, at), (sheet.right, at)), "grid")
        yield Text(sheet.left - 8, at + 3.5, label, 10.5, "end", fill="muted")
    x, y, _ = chart.figures
    yield Text((sheet.left + sheet.right) / 2, sheet.bottom + 46, TITLES[x], 12, "middle", bold=True)
    yield Text(24, (sheet.top + sheet.bottom) / 2, TITLES[y], 12, "middle", bold=True, turned=True)


def _hint(bubble: Bubble, figures: Sequence[str]) -> str:
    cells = zip((bubble.x, bubble.y, bubble.size), figures, strict=True)
    return f"{bubble.name}: " + ", ".join(f"{units.count(value)} {figure}" for value, figure in cells if figure)


def _axis(values: Sequence[int], start: float, end: float) -> ChartAxis:
    """An axis with a little room at either end."""
    logs = [log10(max(value, 1)) for value in values] or [0.0]
    room = max(0.06 * (max(logs) - min(logs)), 0.12)
    return ChartAxis(min(logs) - room, max(logs) + room, start, end)


def _marks(axis: ChartAxis) -> Iterator[tuple[float, str]]:
    """1, 2 and 5 of every power of ten that is on the axis."""
    for power in range(max(0, floor(axis.low)), ceil(axis.high) + 1):
        for value in (10**power, 2 * 10**power, 5 * 10**power):
            if axis.low <= log10(value) <= axis.high:
                yield axis.at(value), units.short(value, 1)
