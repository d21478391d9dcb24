"""Rows of volumes -> VolumeScene: every box in space, under a name of its own, for programs that turn it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from archcalc.base.named_tuples import NamedTuple
from archcalc.network.graph import Graph
from archcalc.rendering.drawings.volume_view import View
from archcalc.rendering.drawings.volumes import WIDEST, chosen_row
from archcalc.rendering.drawings.volumes.perspective import Place, Solid
from archcalc.rendering.drawings.volumes.placed_row import PlacedVolume
from archcalc.rendering.drawings.volumes.wrapped_rows import ROW_GAP, Room, wrapped


class SceneBox(NamedTuple):
    """A volume's box between two corners, with its name, its colour's role, its shape for one image, and what makes it.

    x runs along the row, y upwards, z towards the reader.
    """

    name: str
    role: str
    low: Place
    high: Place
    shape: tuple[int, ...]
    kind: str


class VolumeScene(NamedTuple):
    """The boxes of a network within a cube of side 1 around the origin, and the direction of the camera from there."""

    title: str
    boxes: tuple[SceneBox, ...]
    towards_camera: Place


def scene(graph: Graph, view: View, depth: str | None = None, part: str | None = None) -> VolumeScene:
    """The volumes of a network in space, as large and as far apart as in the drawing. Raises ArchcalcError."""
    row = chosen_row(graph, depth, part)
    names: Counter[str] = Counter()
    boxes: list[SceneBox] = []
    down = 0.0
    for placed in wrapped(row, view, Room(WIDEST))[1]:
        solids = [solid for volume in placed.volumes for solid in volume.solids]
        top, low = max(solid.high[1] for solid in solids), min(solid.low[1] for solid in solids)
        for volume in placed.volumes:
            boxes += _boxes(volume, down - top, names)
        down += low - top - ROW_GAP
    return VolumeScene(row.title, tuple(_within_cube(boxes)), (view.aside, view.above, 1.0))


def _boxes(volume: PlacedVolume, down: float, names: Counter[str]) -> Iterator[SceneBox]:
    """The boxes of a volume, under names that no other has."""
    for half, solid in enumerate(volume.solids, 1):
        name = volume.station.full_name + (f" [{half}/{len(volume.solids)}]" if len(volume.solids) > 1 else "")
        names[name] += 1
        own = name if names[name] == 1 else f"{name} ({names[name]})"
        low, high = _turned(solid, down)
        yield SceneBox(own, solid.role, low, high, volume.station.shape, volume.station.kind)


def _turned(solid: Solid, down: float) -> tuple[Place, Place]:
    """The corners with z towards the reader."""
    (a, b, c), (d, e, f) = solid.low, solid.high
    return (a, b + down, -f), (d, e + down, -c)


def _within_cube(boxes: list[SceneBox]) -> Iterator[SceneBox]:
    """The boxes moved to the origin and made smaller, all by the same."""
    lows = [min(box.low[axis] for box in boxes) for axis in range(3)]
    highs = [max(box.high[axis] for box in boxes) for axis in range(3)]
    size = max(high - low for low, high in zip(lows, highs, strict=True))
    middle = [(low + high) / 2 for low, high in zip(lows, highs, strict=True)]

    def put(place: Place) -> Place:
        x, y, z = ((value - at) / size for value, at in zip(place, middle, strict=True))
        return x, y, z

    return (box._replace(low=put(box.low), high=put(box.high)) for box in boxes)
