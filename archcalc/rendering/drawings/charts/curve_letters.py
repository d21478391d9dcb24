"""Curves at the terminal: a field of letters for each panel, beside each other where the window is wide enough."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise, zip_longest
from textwrap import wrap

from archcalc.base.errors import printable
from archcalc.rendering.drawings.charts.curve_data import ChartDot, CurvePanel, Curves
from archcalc.rendering.tables.layout import padded, shortened

_ROWS, _LABEL, _LEAST, _MOST, _GAP = 16, 6, 40, 96, 3
"""The height of a panel, the letters before an axis, how wide a panel is at least and at most, and between them."""
_NAMES = "abcdefghijklmnopqrstuvwxyz"


class _Field:
    """A field of letters, which is drawn into."""

    def __init__(self, curves: Curves, columns: int) -> None:
        self.curves, self.columns = curves, columns
        self.rows = [[" "] * columns for _ in range(_ROWS)]

    def at(self, x: float, y: float) -> tuple[int, int]:
        """The row and column of a point."""
        return (round((1 - self.curves.y.share(y)) * (_ROWS - 1)),
                round(min(1.0, self.curves.x.share(x)) * (self.columns - 1)))

    def put(self, x: float, y: float, letter: str) -> None:
        """A letter at a point."""
        row, column = self.at(x, y)
        self.rows[min(max(row, 0), _ROWS - 1)][column] = letter

    def line(self, start: tuple[float, float], end: tuple[float, float], letters: tuple[str, str]) -> None:
        """Letters between two points: one where the line is flat, another where it rises steeply."""
        (row, first), (other, last) = self.at(*start), self.at(*end)
        steps = max(abs(other - row), last - first, 1)
        letter = letters[2 * abs(other - row) > last - first]
        for step in range(steps + 1):
            self.rows[round(row + (other - row) * step / steps)][round(first + (last - first) * step / steps)] = letter


def charted(curves: Curves, columns: int, *, plain: bool = False) -> str:
    """All panels; `plain` is for terminals that have no letters but ASCII's."""
    beside = max(1, min(len(curves.panels), (columns + _GAP) // (_LEAST * 2)))
    wide = min(_MOST, (columns - (beside - 1) * _GAP) // beside)
    axes = wrap(f"up: {curves.y.title}; along: {curves.x.title}", columns)
    lines = [shortened(printable(curves.title), columns), *axes, ""]
    for start in range(0, len(curves.panels), beside):
        panels = [list(_panel(curves, panel, wide, plain)) for panel in curves.panels[start:start + beside]]
        lines += ((" " * _GAP).join(padded(cell, wide) for cell in row).rstrip()
                  for row in zip_longest(*panels, fillvalue=""))
        lines.append("")
    return "\n".join([*lines, *wrap(printable(curves.note), columns)]).rstrip() + "\n"


def _panel(curves: Curves, panel: CurvePanel, wide: int, plain: bool) -> Iterator[str]:
    """A title, the field with its axes, and the named layers below."""
    yield shortened(printable(panel.title), wide)
    field = _Field(curves, wide - _LABEL - 2)
    for line in panel.lines:
        letters = (("..", "-/") if plain else ("··", "─╱"))[not line.dashed]
        for start, end in pairwise(line.points):
            field.line(start, end, (letters[0], letters[1]))
    named = [dot for dot in panel.dots if dot.named]
    for dot in panel.dots:
        field.put(dot.x, dot.y, "o" if plain else "•")
    for letter, dot in zip(_NAMES, named, strict=False):
        field.put(dot.x, dot.y, letter)
    yield from _with_axes(curves, field, plain)
    yield from _told(panel, named, wide)


def _with_axes(curves: Curves, field: _Field, plain: bool) -> Iterator[str]:
    labels = {field.at(curves.x.low, value)[0]: label for value, label in curves.y.ticks}
    upright, corner, flat = ("|", "+", "-") if plain else ("│", "└", "─")
    for number, row in enumerate(field.rows):
        yield f"{labels.get(number, ''):>{_LABEL}} {upright}{''.join(row)}"
    yield f"{'':>{_LABEL}} {corner}{flat * field.columns}"
    below = [" "] * (field.columns + _LABEL + 2)
    for value, label in curves.x.ticks:
        column = _LABEL + 2 + field.at(value, curves.y.low)[1]
        start = min(column - len(label) // 2, len(below) - len(label))
        if all(letter == " " for letter in below[max(0, start - 1):start + len(label)]):
            below[start:start + len(label)] = label
    yield "".join(below).rstrip()


def _told(panel: CurvePanel, named: Sequence[ChartDot], wide: int) -> Iterator[str]:
    for line in panel.lines:
        if line.name:
            yield from wrap(printable(f"line: {line.name}"), wide, subsequent_indent="  ")
    for letter, dot in zip(_NAMES, named, strict=False):
        yield from wrap(printable(f"{letter} {dot.told}"), wide, subsequent_indent="  ")
    yield from wrap(printable(panel.note), wide)
