"""PlacedRow -> shapes: boxes in the order of their depth, with bands and lines, and the links from each to the next."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from archcalc.base.picture import Box, Path, Shape
from archcalc.rendering.drawings.signs import signed
from archcalc.rendering.drawings.volumes.perspective import Perspective, Place, Solid, Spot
from archcalc.rendering.drawings.volumes.placed_row import PlacedRow, PlacedVolume, RowMaker
from archcalc.rendering.drawings.volumes.slid_window import slid_window

_BAND, _LEAST_SIGN, _SHORT, _TIP = 3.4, 7.0, 9.0, 6.0
TAIL = 16.0
"""The length of what is seen of an arrow from one row to the next."""


def painted(placed: PlacedRow, maker: RowMaker) -> Iterator[Shape]:
    """Everything of a row but its texts and skips."""
    for solid in placed.camera.painted(solid for volume in placed.volumes for solid in volume.solids):
        yield from box(placed.camera, solid)
    for before, after in zip(placed.groups, placed.groups[1:], strict=False):
        if after.volumes[0].number in maker.row.chained:
            yield from _linked(placed.camera, maker, before.volumes[-1], after.volumes[0])


def box(camera: Perspective, solid: Solid) -> Iterator[Shape]:
    """The faces of a box that are seen, the front last."""
    line = f"{solid.role}-line"
    for name, corners in reversed(camera.faces(solid).items()):
        fill = solid.role if name in {"front", "top"} else f"{solid.role}-side"
        if name == "front":
            yield from _front(camera, solid)
        else:
            yield Path(tuple(map(camera.spot, corners)), line, fill, 1, closed=True)
        yield from _across(camera, solid, name, corners)


def _front(camera: Perspective, solid: Solid) -> Iterator[Shape]:
    left, bottom = camera.spot(solid.low)
    right, top = camera.spot((solid.high[0], solid.high[1], solid.low[2]))
    front = Box(left, top, right - left, bottom - top, solid.role, f"{solid.role}-line", hint=solid.hint)
    yield front
    if min(front.width, front.height) >= _LEAST_SIGN:
        yield from signed(front)


def _across(camera: Perspective, solid: Solid, name: str, corners: tuple[Place, ...]) -> Iterator[Shape]:
    """The bands on a front or top face, and the lines that cut it into slices, groups or tokens."""
    if name not in {"front", "top"}:
        return
    near_left, far_left = (corners[0], corners[1]) if name == "top" else (corners[3], corners[0])
    wide = solid.high[0] - solid.low[0]
    line = f"{solid.role}-line"

    def at(share: float) -> tuple[Spot, Spot]:
        x = solid.low[0] + wide * share
        return camera.spot((x, *near_left[1:])), camera.spot((x, *far_left[1:]))

    for role, start, end in _bands(solid, wide):
        (a, b), (c, d) = at(start), at(end)
        yield Path((a, b, d, c), f"{role}-line", role, 0.6, closed=True)
    yield from (Path(at(number / solid.slices), line, width=0.6) for number in range(1, solid.slices))
    for number in range(1, solid.rows if name == "front" else 0):
        y = solid.low[1] + (solid.high[1] - solid.low[1]) * number / solid.rows
        ends = ((x, y, solid.low[2]) for x in (solid.low[0], solid.high[0]))
        yield Path(tuple(map(camera.spot, ends)), line, width=0.6)


def _bands(solid: Solid, wide: float) -> Iterator[tuple[str, float, float]]:
    """The bands of a box: the role of each, and from which share of the thickness to which it goes."""
    count = len(solid.bands_before) + len(solid.bands_after)
    thick = min(_BAND, 0.6 * wide / count) / wide if count else 0.0
    for number, role in enumerate(solid.bands_before):
        yield role, thick * number, thick * (number + 1)
    start = 1 - thick * len(solid.bands_after)
    for number, role in enumerate(solid.bands_after):
        yield role, start + thick * number, start + thick * (number + 1)


def _linked(camera: Perspective, maker: RowMaker, before: PlacedVolume, after: PlacedVolume) -> Iterator[Shape]:
    """The window that slides over a volume, projected to a point of the next, or else an arrow."""
    for upper, source in enumerate(before.solids):
        for lower, target in enumerate(after.solids):
            if len(before.solids) == len(after.solids) > 1 and upper != lower and after.number not in maker.row.crossed:
                continue
            window = slid_window(camera, maker.lengths, before.station, source, after.station, target)
            x, y = camera.spot(_entrance(target))
            yield from window or _arrow(camera.spot(_exit(source)), (x - 1.5, y))


def continued(placed: PlacedRow, chained: Collection[int]) -> Iterator[Shape]:
    """The ends of the arrow that leads from the last volume of a row to the first of the next."""
    first, last = placed.volumes[0], placed.volumes[-1]
    if first.number in chained:
        for solid in first.solids:
            x, y = placed.camera.spot(_entrance(solid))
            yield from _arrow((x - TAIL, y), (x - 1.5, y))
    if last.number + 1 in chained:
        for solid in last.solids:
            _, _, right, _ = placed.camera.spread(solid)
            _, y = placed.camera.spot(_exit(solid))
            yield from _arrow((right + 2, y), (right + TAIL, y))


def _entrance(solid: Solid) -> Place:
    """The place at which an arrow comes in."""
    return solid.low[0], (solid.low[1] + solid.high[1]) / 2, solid.low[2]


def _exit(solid: Solid) -> Place:
    return solid.high[0], (solid.low[1] + solid.high[1]) / 2, (solid.low[2] + solid.high[2]) / 2


def _arrow(start: Spot, tip: Spot) -> Iterator[Shape]:
    """An arrow that is long enough to be seen."""
    long = ((tip[0] - start[0])**2 + (tip[1] - start[1])**2)**0.5
    if long >= _SHORT:
        along = (tip[0] - start[0]) / long, (tip[1] - start[1]) / long
        back = tip[0] - _TIP * along[0], tip[1] - _TIP * along[1]
        aside = 2.6 * along[1], -2.6 * along[0]
        yield Path((start, back), "edge", width=1)
        yield Path((tip, (back[0] + aside[0], back[1] + aside[1]), (back[0] - aside[0], back[1] - aside[1])),
                   fill="edge", closed=True)
