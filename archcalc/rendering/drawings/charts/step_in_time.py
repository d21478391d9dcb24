"""A timeline of memory -> Picture: parts on each other, stand after stand, the peak with the layer at which it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, groupby
from typing import Any

from archcalc.base import units
from archcalc.base.named_tuples import NamedTuple
from archcalc.base.picture import Box, Path, Picture, Shape, Text
from archcalc.base.report import Report, Table
from archcalc.rendering.drawings.font_widths import width

_WIDE, _HIGH = 1180.0, 420.0
_LEFT, _TOP, _RIGHT, _BOTTOM = 92.0, 96.0, 28.0, 44.0
_MOST = 2000
"""So many stands beside each other can still be seen."""
_LINES = 4
"""So many lines across, beside the ground."""
_BANDS = {
    "parameters": (("parameters", "buffers"), "linear"), "optimizer": (("optimizer", "temporaries"), "norm"),
    "gradients": (("gradients",), "token"), "input": (("input",), "input"),
    "saved": (("saved_values", "saved_indices", "saved_masks"), "convolution"),
    "live gradients": (("live_gradients",), "pooling"), "volumes": (("volumes", "loss"), "attention"),
}
"""What is drawn as one band, from the ground up: its parts of the timeline, and the role of its colour."""


class _Band(NamedTuple):
    """A band: its name, colour, and upper edge at every stand, in bytes."""

    name: str
    role: str
    tops: tuple[int, ...]


def with_picture(report: Report) -> Report:
    """The report of a plan with its timeline as a picture, too."""
    return report._replace(pictures=(picture(report.table("timeline")),))


def picture(table: Table) -> Picture:
    """The chart of a timeline; of very many stands, the largest of neighbours each."""
    table = _thinned(table)
    held = table.column("bytes")
    most = max(held)
    bands = _bands(table)
    shapes: list[Shape] = [Text(_LEFT, 30, table.title, 13, bold=True), *_legend(bands), *_across(most)]
    for below, band in zip([(0,) * len(held), *(band.tops for band in bands)], bands, strict=False):
        shapes.append(_area(band, below, most))
    shapes += [*_phases(table.column("phase"), len(held)), *_peak(table, held, most)]
    return Picture(table.title, "Memory over a step of training, layer by layer", _WIDE, _HIGH, tuple(shapes))


def _thinned(table: Table) -> Table:
    """No more stands than can be seen: of so many neighbours the one that holds most."""
    held, step = table.column("bytes"), -(-len(table.rows) // _MOST)
    kept = [max(range(start, min(start + step, len(held))), key=held.__getitem__)
            for start in range(0, len(held), step)]
    return table._replace(rows=tuple(table.rows[place] for place in kept))


def _bands(table: Table) -> list[_Band]:
    """The bands that are there at all."""
    count, found = len(table.rows), list[tuple[str, str, list[int]]]()
    for name, (parts, role) in _BANDS.items():
        columns = [table.column(f"{part}_bytes") for part in parts]
        values = [sum(cells) for cells in zip(*columns, strict=True)]
        if any(values):
            found.append((name, role, values))
    edges = accumulate([values for *_, values in found],
                       lambda below, values: [low + value for low, value in zip(below, values, strict=True)],
                       initial=[0] * count)
    next(edges)
    return [_Band(name, role, tuple(tops)) for (name, role, _), tops in zip(found, edges, strict=True)]


def _x(place: float, count: int) -> float:
    return _LEFT + (_WIDE - _LEFT - _RIGHT) * place / count


def _y(value: float, most: int) -> float:
    ground = _HIGH - _BOTTOM
    return ground - (ground - _TOP) * value / most


def _steps(values: Sequence[int], most: int) -> Iterator[tuple[float, float]]:
    """The corners of a line that stays level over every stand."""
    for place, value in enumerate(values):
        yield _x(place, len(values)), _y(value, most)
        yield _x(place + 1, len(values)), _y(value, most)


def _area(band: _Band, below: Sequence[int], most: int) -> Path:
    edge = [*_steps(band.tops, most), *reversed(list(_steps(below, most)))]
    return Path(tuple(edge), f"{band.role}-line", band.role, 0.6, closed=True, hint=band.name)


def _legend(bands: Sequence[_Band]) -> Iterator[Shape]:
    """The bands' names in a row, in the order from the ground up."""
    x = _LEFT
    for band in bands:
        yield Box(x, 46, 12, 12, band.role, f"{band.role}-line", 2)
        yield Text(x + 17, 56, band.name, 11)
        x += 17 + width(band.name, 11) + 20


def _across(most: int) -> Iterator[Shape]:
    """Lines across with their bytes."""
    for number in range(_LINES + 1):
        value = most * number // _LINES
        y = _y(value, most)
        yield Path(((_LEFT, y), (_WIDE - _RIGHT, y)), "grid", width=1)
        yield Text(_LEFT - 8, y + 4, units.megabytes(value), 11, "end", fill="muted")


def _phases(phases: Sequence[Any], count: int) -> Iterator[Shape]:
    """The phases under the ground, each where there is room for its name, a line where one ends."""
    place = 0
    for phase, stands in groupby(phases):
        wide = len(list(stands))
        start, end = _x(place, count), _x(place + wide, count)
        if place:
            yield Path(((start, _TOP), (start, _HIGH - _BOTTOM + 6)), "frame-line", width=0.8, dashed=True)
        if width(phase, 11) < end - start:
            yield Text((start + end) / 2, _HIGH - _BOTTOM + 20, phase, 11, "middle", fill="muted")
        place += wide


def _peak(table: Table, held: Sequence[int], most: int) -> Iterator[Shape]:
    """The peak: a line down to it, its bytes, and what works then."""
    place = held.index(most)
    at = " ".join(str(cell) for cell in (table.column("phase")[place], table.column("layer")[place]) if cell)
    told = f"peak {units.megabytes(most)}: {at}"
    x = _x(place + 0.5, len(held))
    anchor = "end" if x + width(told, 12, bold=True) > _WIDE - _RIGHT else "start"
    yield Path(((x, _TOP - 12), (x, _TOP)), "mark", width=1.6)
    yield Text(x + (-6 if anchor == "end" else 6), _TOP - 14, told, 12, anchor, bold=True, fill="mark")
