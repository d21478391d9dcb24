"""Groups -> PlacedRow: every volume's box in space, side by side as the camera sees them, and the words around them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from archcalc.base import units
from archcalc.base.named_tuples import NamedTuple
from archcalc.base.picture import Text
from archcalc.rendering.drawings.font_widths import width
from archcalc.rendering.drawings.volume_view import Lengths, View
from archcalc.rendering.drawings.volumes.cleared_text import room
from archcalc.rendering.drawings.volumes.glued_groups import GluedGroup
from archcalc.rendering.drawings.volumes.perspective import Perspective, Solid
from archcalc.rendering.drawings.volumes.stations import Station, VolumeRow
from archcalc.rendering.drawings.volumes.volume_sizes import VolumeSize, volume_size

_GAP, _APART, _WITHIN, _BETWEEN = 16.0, 40.0, 5.0, 26.0
"""Between groups, between those that do not read each other, within a group, between two streams."""
_EDGE, _SHORTEST = 11.0, 420.0
_MOST_CUTS = 8


class PlacedVolume(NamedTuple):
    """A station with its box, or its two where it is in two streams, the upper one first."""

    number: int
    station: Station
    size: VolumeSize
    solids: tuple[Solid, ...]


class PlacedGroup(NamedTuple):
    """The volumes of a group, its texts, and its left, right and lower end as they are seen."""

    volumes: tuple[PlacedVolume, ...]
    texts: tuple[Text, ...]
    left: float
    right: float
    bottom: float


class PlacedRow(NamedTuple):
    """Groups side by side before a camera."""

    camera: Perspective
    groups: tuple[PlacedGroup, ...]

    @property
    def volumes(self) -> list[PlacedVolume]:
        """All volumes, in order."""
        return [volume for group in self.groups for volume in group.volumes]

    @property
    def ends(self) -> tuple[float, float]:
        """The left and the right end."""
        return self.groups[0].left, self.groups[-1].right


class RowMaker(NamedTuple):
    """All that the rows of a drawing share: the volumes, their lengths, the view, the smallest letters."""

    row: VolumeRow
    lengths: Lengths
    view: View
    least: float

    def placed(self, groups: Sequence[GluedGroup], before: float | None = None) -> PlacedRow:
        """Groups in one row, with the camera at the side of its middle, and so far before it, or as the view says."""
        guess = _SHORTEST * len(groups) / 4
        for _ in range(2):
            made = self.seen(groups, guess, before or self.before(guess))
            guess = made.ends[1] - made.ends[0]
        return self.seen(groups, guess, before or self.before(guess))

    def before(self, length: float) -> float:
        """The distance of the camera from rows of some length."""
        return self.view.distance * max(length, _SHORTEST)

    def seen(self, groups: Sequence[GluedGroup], length: float, before: float) -> PlacedRow:
        """Groups as a camera sees them that takes their row to be of some length."""
        camera = Perspective(length / 2 + before * self.view.aside, before * self.view.above, before)
        made: list[PlacedGroup] = []
        for group in groups:
            gap = _GAP if group.numbers[0] in self.row.chained else _APART
            made.append(self.group(camera, group, made[-1].right + gap if made else 0.0))
        return PlacedRow(camera, tuple(made))

    def group(self, camera: Perspective, group: GluedGroup, start: float) -> PlacedGroup:
        """A group whose left end is seen at `start`; it is moved on where its words are wider than its boxes."""
        made = self.at(camera, group, start)
        return made if made.left >= start - 0.01 else self.at(camera, group, 2 * start - made.left)

    def at(self, camera: Perspective, group: GluedGroup, start: float) -> PlacedGroup:
        """A group with its foremost edge and the number beside it at `start`."""
        sizes = [volume_size(self.row.stations[number].shape, self.lengths) for number in group.numbers]
        beside = width(sizes[0].along_height, self.edge) + 6
        x = camera.x_for(start + beside, -sizes[0].depth / 2)
        volumes = []
        for number, size in zip(group.numbers, sizes, strict=True):
            station = self.row.stations[number]
            volumes.append(PlacedVolume(number, station, size, tuple(self.solids(station, size, x))))
            x += size.thickness + _WITHIN
        texts = tuple(self.texts(camera, volumes, group))
        spreads = [camera.spread(solid) for volume in volumes for solid in volume.solids]
        rooms = [room(text) for text in texts]
        return PlacedGroup(tuple(volumes), texts, min(start, *(room[0] for room in rooms)),
                           max(*(spread[2] for spread in spreads), *(room[2] for room in rooms)),
                           max(room[3] for room in rooms))

    @property
    def edge(self) -> float:
        """The size of the numbers at the edges."""
        return max(_EDGE, self.least)

    def solids(self, station: Station, size: VolumeSize, x: float) -> Iterator[Solid]:
        """The box of a volume, or its two; the middle of every row of boxes is on one line."""
        away = self.stream / 2 if station.streams > 1 else 0.0
        half, deep = size.height / 2, size.depth / 2
        cuts = max(size.slices, station.groups if station.groups <= _MOST_CUTS and station.streams == 1 else 1)
        hint = f"{station.hint}: {units.volume(station.shape)}"
        for middle in (away, -away)[:station.streams]:
            yield Solid(station.name, station.role, (x, middle - half, -deep),
                        (x + size.thickness, middle + half, deep), hint, station.bands_before,
                        station.bands_after, size.rows, cuts)

    @property
    def stream(self) -> float:
        """The distance of the middles of two streams."""
        return _BETWEEN + max((volume_size(station.shape, self.lengths).height + volume_size(
            station.shape, self.lengths).depth * self.view.above for station in self.row.stations
            if station.streams > 1), default=0.0)

    def texts(self, camera: Perspective, volumes: Sequence[PlacedVolume], group: GluedGroup) -> Iterator[Text]:
        """The sizes at a group's edges, and its lines below."""
        first, last, edge = volumes[0], volumes[-1], self.edge
        low = min(volume.solids[-1].low[1] for volume in volumes)
        left, bottom = camera.spot((first.solids[-1].low[0], low, first.solids[-1].low[2]))
        right, _ = camera.spot((last.solids[-1].high[0], low, last.solids[-1].low[2]))
        _, own = camera.spot(first.solids[-1].low)
        yield self.height_told(left, own, first.size, _counted(volumes), (left + right) / 2)
        if last.size.along_depth:
            yield self.depth_told(camera, last, (left + right + width(_counted(volumes), self.edge)) / 2 + 3)
        y = bottom + 1.6 * edge
        told = _counted(volumes)
        if told:
            yield Text((left + right) / 2, y, told, edge, "middle")
            y += 0.3 * edge
        spreads = [camera.spread(solid) for volume in volumes for solid in volume.solids]
        middle = (min(spread[0] for spread in spreads) + max(spread[2] for spread in spreads)) / 2
        for line in group.lines:
            y += line.height
            yield Text(middle, y, line.text, line.size, "middle", line.bold, line.fill)

    def height_told(self, left: float, low: float, size: VolumeSize, counted: str, middle: float) -> Text:
        """The number at the upright edge, below the lines that end there; below the box where it is low."""
        if size.height >= 1.9 * self.edge:
            return Text(left - 4, low - 1, size.along_height, self.edge, "end", fill="muted")
        x = min(left, middle - width(counted, self.edge) / 2) - 4
        return Text(x, low + self.edge, size.along_height, self.edge, "end", fill="muted")

    def depth_told(self, camera: Perspective, volume: PlacedVolume, clear: float) -> Text:
        """The number at the edge that leads away; where the edge is short, lower and right of what is below the box."""
        x, y, z = volume.solids[-1].high[0], volume.solids[-1].low[1], volume.solids[-1].low[2]
        near, far = camera.spot((x, y, z)), camera.spot((x, y, volume.solids[-1].high[2]))
        middle = (near[0] + far[0]) / 2 + 4
        is_long = near[1] - far[1] > 1.5 * self.edge
        above = (near[1] - far[1]) / 2 if is_long else 0.0
        return Text(middle if is_long else max(middle, clear), near[1] - above + 0.8 * self.edge,
                    volume.size.along_depth, self.edge, fill="muted")


def _counted(volumes: Sequence[PlacedVolume]) -> str:
    """The channels of a group's volumes, once where they are all the same."""
    told = [volume.size.along_thickness for volume in volumes]
    words = told[0] if len({*told}) == 1 else ", ".join(told)
    return f"2 × {words}" if words and volumes[0].station.streams > 1 else words

