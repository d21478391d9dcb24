"""Curves -> Picture: panels of dots and lines on the same axes, side by side, with a legend of the dots' colours."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import sqrt
from textwrap import wrap

from archcalc.base.named_tuples import NamedTuple
from archcalc.base.picture import Box, Path, Picture, Shape, Text
from archcalc.rendering.drawings.charts.curve_data import ChartDot, ChartLine, CurvePanel, Curves
from archcalc.rendering.drawings.font_widths import cut, width
from archcalc.rendering.drawings.layout.label_placement import Spot, labels
from archcalc.rendering.drawings.legend import legend

_WIDE, _MARGIN, _HEAD, _LETTER = 960.0, 24.0, 52.0, 11.0
_LEFT, _TOP, _BOTTOM, _BETWEEN = 62.0, 46.0, 46.0, 18.0
_HEIGHTS = {1: 430.0, 2: 300.0, 3: 240.0}
"""The height of a panel's axes, by the number of columns."""
_SMALLEST, _LARGEST = 3.5, 24.0
_LINE, _BESIDE = 15.0, (-6, 16, -24, 34, -42)
"""The height of a line of text, and how far above or below a line its name may stand."""

_Rectangle = tuple[float, float, float, float]


class _Room(NamedTuple):
    """The room between the axes of a panel."""

    left: float
    top: float
    right: float
    bottom: float

    def at(self, curves: Curves, x: float, y: float) -> tuple[float, float]:
        """The pixel of a point."""
        return (self.left + curves.x.share(x) * (self.right - self.left),
                self.bottom - curves.y.share(y) * (self.bottom - self.top))


def picture(curves: Curves) -> Picture:
    """The whole chart: panels in rows, at most three beside each other."""
    count = len(curves.panels)
    columns = 1 if count == 1 else 2 if count <= 4 else 3
    wide = (_WIDE - 2 * _MARGIN - (columns - 1) * _BETWEEN) / columns
    notes = [_lines(panel.note, wide - _LEFT) for panel in curves.panels]
    high = _TOP + _LINE * max(map(len, notes)) + _HEIGHTS[columns] + _BOTTOM
    title = cut(curves.title, 16, _WIDE - 2 * _MARGIN, bold=True)
    shapes: list[Shape] = [Text(_MARGIN, _MARGIN + 12, title, 16, bold=True)]
    for number, (panel, note) in enumerate(zip(curves.panels, notes, strict=True)):
        x, y = _MARGIN + number % columns * (wide + _BETWEEN), _HEAD + number // columns * high
        room = _Room(x + _LEFT, y + high - _BOTTOM - _HEIGHTS[columns], x + wide, y + high - _BOTTOM)
        shapes += _panel(curves, panel, note, room, y, first=number % columns == 0)
    bottom = _HEAD + -(-count // columns) * high
    roles = dict.fromkeys(dot.role for panel in curves.panels for dot in panel.dots if curves.has_key)
    keys, height = legend(roles, _MARGIN, bottom + 4, _WIDE - 2 * _MARGIN)
    lines = _lines(curves.note, _WIDE - 2 * _MARGIN)
    below = bottom + height + 28
    shapes += [*keys, *(Text(_MARGIN, below + _LINE * i, line, _LETTER, fill="muted") for i, line in enumerate(lines))]
    told = f"{curves.y.title} by {curves.x.title}: {', '.join(panel.title for panel in curves.panels)}"
    return Picture(curves.title, told, _WIDE, below + _LINE * len(lines) + 4, tuple(shapes))


def _lines(words: str, room: float) -> list[str]:
    """Words in lines; a number stays with its percent sign."""
    return [line.replace("\N{NO-BREAK SPACE}", " ") for line in
            wrap(words.replace(" %", "\N{NO-BREAK SPACE}%"), int(room / 5.4))]


def _panel(curves: Curves, panel: CurvePanel, note: Sequence[str], room: _Room, top: float, *,
           first: bool) -> Iterator[Shape]:
    yield Text(room.left, top + 20, cut(panel.title, 13, room.right - room.left, bold=True), 13, bold=True)
    for number, words in enumerate(note):
        yield Text(room.left, top + 37 + _LINE * number, words, _LETTER, fill="muted")
    yield from _axes(curves, room, first=first)
    for line in panel.lines:
        yield Path(tuple(room.at(curves, *point) for point in line.points), "edge", width=1.6, dashed=line.dashed)
    dots = sorted(panel.dots, key=lambda dot: -dot.area)
    spots = [_spot(curves, dot, room) for dot in dots]
    for spot, dot in zip(spots, dots, strict=True):
        yield Box(spot.x - spot.radius, spot.y - spot.radius, 2 * spot.radius, 2 * spot.radius, dot.role,
                  f"{dot.role}-line", spot.radius, hint=dot.told)
    named = [spot for spot, dot in zip(spots, dots, strict=True) if dot.named]
    discs = [spot.box for spot in spots]
    names = [_line_name(curves, line, room, discs) for line in panel.lines if line.name]
    yield from names
    yield from labels(named, room, discs, [_box(text) for text in names], numbers=False).shapes


def _spot(curves: Curves, dot: ChartDot, room: _Room) -> Spot:
    return Spot(dot.name, *room.at(curves, dot.x, dot.y), max(_SMALLEST, _LARGEST * sqrt(dot.area)))


def _line_name(curves: Curves, line: ChartLine, room: _Room, discs: Sequence[_Rectangle]) -> Text:
    """The name of a line above or below its level last piece, at the end that has fewer dots."""
    name = cut(line.name, _LETTER, room.right - room.left - 8)
    (first, y), (last, _) = (room.at(curves, *point) for point in line.points[-2:])
    ways = [Text(x, y + below, name, _LETTER, anchor) for below in _BESIDE
            for x, anchor in ((last - 4, "end"), (first + 4, "start"))]
    inside = [text for text in ways if room.left <= _box(text)[0] + 3 and _box(text)[2] - 3 <= room.right]
    return min(inside, key=lambda text: sum(_meet(_box(text), disc) for disc in discs))


def _box(text: Text) -> _Rectangle:
    left = text.x - (width(text.text, text.size) if text.anchor == "end" else 0)
    return left - 3, text.y - text.size, left + width(text.text, text.size) + 3, text.y + 3


def _meet(one: _Rectangle, other: _Rectangle) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _axes(curves: Curves, room: _Room, *, first: bool) -> Iterator[Shape]:
    """The grid with its values, and what the axes show; what stands up is told at the first panel of a row."""
    for value, label in curves.x.ticks:
        x, _ = room.at(curves, value, curves.y.low)
        yield Path(((x, room.top), (x, room.bottom)), "grid")
        yield Text(x, room.bottom + 16, label, _LETTER, "middle", fill="muted")
    for value, label in curves.y.ticks:
        _, y = room.at(curves, curves.x.low, value)
        yield Path(((room.left, y), (room.right, y)), "grid")
        yield Text(room.left - 6, y + 4, label, _LETTER, "end", fill="muted")
    middle = (room.left + room.right) / 2
    yield Text(middle, room.bottom + 34, curves.x.title, 12, "middle", bold=True)
    if first:
        yield Text(room.left - 48, (room.top + room.bottom) / 2, curves.y.title, 12, "middle", bold=True, turned=True)
