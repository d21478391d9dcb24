"""Links past others, as arcs above a row: residual connections to the sum that they end in, skips to a concat."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from archcalc.base.picture import Box, Path, Shape, Text
from archcalc.rendering.drawings.font_widths import width
from archcalc.rendering.drawings.volumes.perspective import Perspective, Spot
from archcalc.rendering.drawings.volumes.placed_row import PlacedRow, PlacedVolume
from archcalc.rendering.drawings.volumes.stations import Skip

_ABOVE, _STEP, _BEND, _CIRCLE, _TIP, _SMALL = 20.0, 11.0, 9.0, 5.5, 6.0, 10.0
_FEW = 4
"""More skips than that to one volume run on one line."""
_ASIDE = 11.0
"""So far left of a sum ends what is read and not added."""


def arcs(placed: PlacedRow, skips: Sequence[Skip], least: float) -> tuple[list[Shape], list[Text], float]:
    """The arcs of a row over its boxes, the short ones below the long ones, their words, and the upper end of all."""
    at = {volume.number: volume for volume in placed.volumes}
    tops = {volume.number: min(placed.camera.spread(solid)[1] for solid in volume.solids) for volume in at.values()}
    shapes: list[Shape] = []
    words: list[Text] = []
    letters = max(_SMALL, least)
    taken: list[tuple[float, float, float]] = []
    mine = [skip for skip in skips if skip.source in at and skip.target in at]
    sums = {skip.target for skip in mine if skip.sign}
    for bus in _buses(mine):
        crowns = {number: _crown(placed.camera, at[number]) for skip in bus for number in (skip.source, skip.target)}
        start, end = min(x for x, _ in crowns.values()), max(x for x, _ in crowns.values())
        over = [y for left, right, y in taken if left < end - 0.5 and start + 0.5 < right]
        first = min(skip.source for skip in bus)
        passed = min(tops[number] for number in range(first, bus[-1].target + 1) if number in tops)
        y = min([passed - _ABOVE, *(each - _STEP for each in over)])
        taken.append((start, end, y - (letters + 2 if bus[0].via else 0)))
        for skip in bus:
            aside = _ASIDE if skip.target in sums and not skip.sign else 0.0
            (start_x, start_y), (x, end_y) = crowns[skip.source], crowns[skip.target]
            foot = start_y - (2 * _CIRCLE if skip.source in sums else 0)
            shapes += _arc((start_x, foot), (x - aside, end_y), y, skip)
            words += _word(start_x, x, y, skip, letters)
    return shapes, words, min([*tops.values(), *(each[2] - 4 for each in taken)])


def _buses(skips: Sequence[Skip]) -> list[list[Skip]]:
    """The skips that run on one line: those of one volume, or those to one that more lead to; the short ones first."""
    given, taken = Counter(skip.source for skip in skips), Counter(skip.target for skip in skips)
    made: dict[tuple[int, bool, str], list[Skip]] = {}
    for skip in sorted(skips, key=lambda skip: skip.target):
        ends_together = taken[skip.target] > max(_FEW, given[skip.source])
        made.setdefault((skip.target if ends_together else skip.source, ends_together, skip.via), []).append(skip)
    return sorted(made.values(), key=lambda bus: (bus[-1].target - min(skip.source for skip in bus), bus[0].source))


def _crown(camera: Perspective, volume: PlacedVolume) -> Spot:
    """The middle of a volume's upper face."""
    solid = volume.solids[0]
    return camera.spot(((solid.low[0] + solid.high[0]) / 2, solid.high[1], (solid.low[2] + solid.high[2]) / 2))


def _arc(start: Spot, end: Spot, y: float, skip: Skip) -> Iterator[Shape]:
    bend = min(_BEND, (end[0] - start[0]) / 2, start[1] - y, end[1] - y)
    tip = end[1] - (2 * _CIRCLE if skip.sign else 0) - 1
    left, right = start[0], end[0]
    steps = (start, (left, y + bend), (left, y + bend / 2, left + bend / 2, y, left + bend, y), (right - bend, y),
             (right - bend / 2, y, right, y + bend / 2, right, y + bend), (right, tip - _TIP))
    yield Path(steps, "edge", dashed=bool(skip.via), hint=skip.via)
    yield Path(((right, tip), (right - 3, tip - _TIP), (right + 3, tip - _TIP)), fill="edge", closed=True)
    if skip.sign:
        yield from _sum(right, end[1] - _CIRCLE, skip.sign)


def _word(left: float, right: float, y: float, skip: Skip, letters: float) -> Iterator[Text]:
    """The layers on an arc, above it, if there is room."""
    if skip.via and width(skip.via, letters) < right - left + 8:
        yield Text((left + right) / 2, y - 3, skip.via, letters, "middle", fill="muted")


def _sum(x: float, y: float, sign: str) -> Iterator[Shape]:
    """A plus in a circle, or a cross."""
    yield Box(x - _CIRCLE, y - _CIRCLE, 2 * _CIRCLE, 2 * _CIRCLE, "merge", "merge-line", _CIRCLE)
    for across, down in ((3.0, 0.0), (0.0, 3.0)) if sign == "+" else ((2.3, 2.3), (2.3, -2.3)):
        yield Path(((x - across, y - down), (x + across, y + down)), "merge-line", width=1.2)
