"""Bars -> Picture: a row for every layer, a chart for every figure, side by side."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap

from archcalc.base import units
from archcalc.base.lecture import BarChart
from archcalc.base.picture import Box, Path, Picture, Shape, Text
from archcalc.rendering.drawings.charts.chart_data import ROLES, Bars, Panel
from archcalc.rendering.drawings.font_widths import cut, width

_MARGIN, _HEAD, _ROW, _BAR = 24.0, 68.0, 19.0, 13.0
_PANEL, _LABEL, _GAP, _NAMES = 300.0, 62.0, 26.0, 210.0


def of_chart(chart: BarChart) -> Picture:
    """The one chart of a lecture."""
    return picture(Bars("", chart.names, (Panel(chart.figure, chart.title, chart.values),)))


def picture(bars: Bars) -> Picture:
    """The charts beside each other, the names of the rows at the left."""
    names = [cut(name, 11, _NAMES) for name in bars.names]
    left = _MARGIN + max((width(name, 11) for name in names), default=0.0) + 12
    wide = left + len(bars.panels) * (_PANEL + _LABEL + _GAP) - _GAP + _MARGIN
    bottom = _MARGIN + _HEAD + len(names) * _ROW
    title = cut(bars.title, 16, wide - 2 * _MARGIN, bold=True)
    shapes: list[Shape] = [Text(_MARGIN, _MARGIN + 12, title, 16, bold=True)]
    for number, name in enumerate(names):
        y = _MARGIN + _HEAD + number * _ROW
        if number % 2 == 0:
            shapes.append(Box(_MARGIN - 6, y, wide - 2 * _MARGIN + 12, _ROW, "frame"))
        shapes.append(Text(left - 10, y + 13.5, name, 11, "end"))
    for number, panel in enumerate(bars.panels):
        shapes += _panel(panel, left + number * (_PANEL + _LABEL + _GAP), bottom)
    lines = wrap(bars.note, max(40, int((wide - 2 * _MARGIN) / 5.6)))
    shapes += [Text(_MARGIN, bottom + 24 + 15 * i, line, 11, fill="muted") for i, line in enumerate(lines)]
    told = f"{' and '.join(panel.title.partition(':')[0] for panel in bars.panels)}, row by row".capitalize()
    return Picture(bars.title, told, wide, bottom + 14 + 15 * len(lines) + _MARGIN, tuple(shapes))


def _panel(panel: Panel, left: float, bottom: float) -> Iterator[Shape]:
    """One chart: its title, a line to stand on, bars with their numbers; those to look at in bold."""
    top = _MARGIN + _HEAD
    yield Text(left, top - 14, panel.title, 12, bold=True)
    most = max((*panel.values, 1))
    for number, value in enumerate(panel.values):
        y, length = top + number * _ROW + (_ROW - _BAR) / 2, _PANEL * value / most
        if value:
            yield Box(left, y, max(length, 1.0), _BAR, ROLES[panel.figure], hint=units.count(value))
        marked, shown = number in panel.marked, units.short(value, 3)
        yield Text(left + length + 6, y + 10.5, shown, 10.5, bold=marked, fill="ink" if marked else "muted")
    yield Path(((left, top), (left, bottom)), "frame-line")
