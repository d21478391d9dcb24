"""Diagram -> Picture: the classic row of boxes, as high and deep as the maps, as thick as there are channels."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from math import log2, sqrt

from archcalc.base import units
from archcalc.base.axis_order import channels_last
from archcalc.base.named_tuples import NamedTuple
from archcalc.base.picture import Box, Path, Picture, Shape, Text
from archcalc.rendering.drawings.blocks import Line
from archcalc.rendering.drawings.diagram_parts import Block, Diagram, DiagramFrame
from archcalc.rendering.drawings.font_widths import cut
from archcalc.rendering.drawings.legend import legend
from archcalc.rendering.drawings.signs import signed

_MARGIN, _HEAD, _GAP, _WITHIN = 24.0, 40.0, 16.0, 7.0
_HIGHEST, _SLANT, _ROW = 170.0, 0.42, 1640.0
"""The largest map in pixels; how far its depth goes aside; where a row ends."""
_LABEL = 84.0
_TO = " .. "


class Station(NamedTuple):
    """A volume on the way: whose output it is, its shape, batch left out, and its colour."""

    name: str
    shape: tuple[int, ...]
    role: str
    times: int
    hint: str


class VolumeGroup(NamedTuple):
    """Neighbours of one volume, drawn close together, with what stands below them."""

    stations: tuple[Station, ...]
    lines: tuple[Line, ...]
    width: float


def picture(diagram: Diagram) -> Picture:
    """The whole drawing."""
    stations = list(_stations(diagram, diagram.root))
    largest = max((side for station in stations for side in _map(station.shape)), default=1)
    groups = [_group(list(like), largest) for _, like in groupby(stations, key=lambda each: (each.shape, each.role))]
    title = Line(cut(diagram.title, 16, 900, bold=True), 16, bold=True)
    shapes: list[Shape] = [Text(_MARGIN, _MARGIN + 12, title.text, title.size, bold=True)]
    wide, y = title.width, _MARGIN + _HEAD
    for row in _rows(groups):
        high = max(_height(each.stations[0].shape, largest) for each in row)
        x = _MARGIN
        for group in row:
            shapes += _drawn(group, x, y + high, largest)
            x += group.width + _GAP
        wide, y = max(wide, x - _GAP - _MARGIN), y + high + _LABEL
    keys, height = legend(dict.fromkeys(station.role for station in stations), _MARGIN, y, max(wide, 320.0))
    told = f"The volumes of {diagram.title}, {len(stations)} in a row, from the input on"
    return Picture(diagram.title, told, max(wide, 320.0) + 2 * _MARGIN, y + height + _MARGIN, (*shapes, *keys))


def _stations(diagram: Diagram, frame: DiagramFrame) -> Iterator[Station]:
    """The volumes one after the other; a module with branches is one, that in which they end."""
    for part in frame.parts:
        if isinstance(part, Block):
            yield Station(part.name, part.shape, part.role, part.times, part.hint)
        elif _is_chain(diagram, part):
            yield from (station._replace(times=station.times * part.times) for station in _stations(diagram, part))
        else:
            last = list(part.blocks())[-1]
            yield Station(part.name, last.shape, "module", part.times, part.name)


def _is_chain(diagram: Diagram, frame: DiagramFrame) -> bool:
    """True where a frame's parts are read one after the other, and what comes from outside by the first alone."""
    home = {block.nodes[0]: number for number, part in enumerate(frame.parts)
            for block in ((part,) if isinstance(part, Block) else part.blocks())}
    steps = {(home.get(source, -1), home[target]) for source, target in diagram.links if target in home}
    return all(end - start in {0, 1} for start, end in steps)


def _group(stations: list[Station], largest: int) -> VolumeGroup:
    first, last = stations[0], stations[-1]
    name = first.name if len(stations) == 1 else f"{first.name.partition(_TO)[0]}{_TO}{last.name.rpartition(_TO)[2]}"
    count = sum(station.times for station in stations)
    lines = [Line(units.volume(first.shape), 11, bold=True), Line(cut(name, 10.5, 150), 10.5, fill="muted")]
    if count > 1:
        lines.append(Line(f"×{count}", 11, bold=True))
    drawn = sum(_thickness(each.shape) + _WITHIN for each in stations) - _WITHIN + _depth(first.shape, largest)
    return VolumeGroup(tuple(stations), tuple(lines), max(drawn, *(line.width for line in lines)))


def _rows(groups: Sequence[VolumeGroup]) -> Iterator[list[VolumeGroup]]:
    """As many groups in a row as there is room for."""
    row: list[VolumeGroup] = []
    filled = 0.0
    for group in groups:
        if row and filled + group.width > _ROW:
            yield row
            row, filled = [], 0.0
        row.append(group)
        filled += group.width + _GAP
    yield row


def _side(size: int, largest: int) -> float:
    """The length of an edge of a map; square roots, so that 7 can be seen beside 224."""
    return max(6.0, _HIGHEST * sqrt(size / largest) * 0.72)


def _map(shape: tuple[int, ...]) -> tuple[int, ...]:
    """The height and width of an image, and of every slice or frame of a volume; signals and tokens have none."""
    return shape[-2:] if len(shape) > 2 else ()


def _depth(shape: tuple[int, ...], largest: int) -> float:
    return _side(shape[-1], largest) * _SLANT if _map(shape) else 5.0


def _height(shape: tuple[int, ...], largest: int) -> float:
    if _map(shape):
        return _side(shape[-2], largest) + _depth(shape, largest)
    return 12 * log2(channels_last(shape)[0] + 1) + 5


def _thickness(shape: tuple[int, ...]) -> float:
    """The thickness of a box for its channels; a vector is thin, tokens are as thick as they have features."""
    return 7.0 if len(shape) == 1 else 3.0 * log2(channels_last(shape)[-1] + 1)


def _drawn(group: VolumeGroup, x: float, bottom: float, largest: int) -> Iterator[Shape]:
    """The boxes of a group on their ground line, and its lines below."""
    drawn = sum(_thickness(each.shape) + _WITHIN for each in group.stations) - _WITHIN
    drawn += _depth(group.stations[0].shape, largest)
    left = x + (group.width - drawn) / 2
    for station in group.stations:
        yield from _box(station, left, bottom, largest)
        left += _thickness(station.shape) + _WITHIN
    y = bottom + 18
    for line in group.lines:
        yield Text(x + group.width / 2, y, line.text, line.size, "middle", line.bold, line.fill)
        y += line.height + 1


def _box(station: Station, x: float, bottom: float, largest: int) -> Iterator[Shape]:
    """A box seen from the front, a little from the right and from above."""
    depth, thick = _depth(station.shape, largest), _thickness(station.shape)
    top, right = bottom - _height(station.shape, largest) + depth, x + thick
    line = f"{station.role}-line"
    over = ((x, top), (x + depth, top - depth), (right + depth, top - depth), (right, top))
    side = ((right, top), (right + depth, top - depth), (right + depth, bottom - depth), (right, bottom))
    yield Path(over, line, station.role, 1, closed=True)
    yield Path(side, line, station.role, 1, closed=True)
    front = Box(x, top, thick, bottom - top, station.role, line, hint=station.hint)
    yield front
    yield from signed(front)
