"""Bars of block characters, as wide as the window."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest
from textwrap import wrap

from archcalc.base import units
from archcalc.base.errors import printable, terminal_width
from archcalc.rendering.drawings.charts.chart_data import Bars, Panel
from archcalc.rendering.tables.layout import padded, shortened

SUFFIXES = ()
_EIGHTHS = " ▏▎▍▌▋▊▉"
_COLOURS = {"memory": 33, "params": 35, "weights": 35, "macs": 36, "layers": 34}
_NAMES, _NUMBER, _GAP, _LEAST = 30, 8, 2, 8


def charted(bars: Bars, columns: int, *, colour: bool = False, plain: bool = False) -> str:
    """The charts side by side. `plain` is for terminals that have no block characters."""
    names = [shortened(printable(name), _NAMES) for name in bars.names]
    left = max(map(terminal_width, names), default=0)
    room = (columns - left) // max(1, len(bars.panels)) - _NUMBER - _GAP
    charts = [list(_lines(panel, max(_LEAST, room), colour, plain)) for panel in bars.panels]
    rows = zip_longest(["", *names], *charts, fillvalue="")
    gap = " " * _GAP
    lines = [gap.join((padded(name, left), *cells)).rstrip() for name, *cells in rows]
    return "\n".join(filter(None, [printable(bars.title), *lines, *wrap(printable(bars.note), columns)])) + "\n"


def _lines(panel: Panel, room: int, colour: bool, plain: bool) -> Iterator[str]:
    """A chart: its title, then a bar and a number for every row."""
    yield padded(shortened(panel.title, room + _NUMBER), room + _NUMBER)
    most = max((*panel.values, 1))
    for value in panel.values:
        bar = "#" * (value * room // most) if plain else _bar(value * room * 8 // most)
        number = units.short(value, 3)
        text = f"{bar or ('' if plain or not value else _EIGHTHS[1])} {number}".ljust(room + _NUMBER)
        yield f"\x1b[{_COLOURS[panel.figure]}m{text}\x1b[0m" if colour and not plain else text


def _bar(eighths: int) -> str:
    full, rest = divmod(eighths, 8)
    return "█" * full + _EIGHTHS[rest].strip()
