"""The window of a layer, drawn on the volume that it slides over and projected to a point of the next.

As in the figures of AlexNet and LeNet. It stands at the first column, where the point is at the edge of the next box;
a transposed convolution goes from a point to a window. Its sides are in the scale of the maps.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import prod

from archcalc.base.picture import Path, Shape
from archcalc.operators.sliding_window import extent
from archcalc.rendering.drawings.volume_view import Lengths
from archcalc.rendering.drawings.volumes.perspective import Perspective, Place, Solid
from archcalc.rendering.drawings.volumes.stations import Station

_DOWN, _INK = 0.32, "mark"
"""How far below the upper edge its middle is."""


def slid_window(camera: Perspective, lengths: Lengths, before: Station, source: Solid, after: Station,
                target: Solid) -> list[Shape]:
    """The window and its lines; nothing where there is none of more than a point, or another volume lies between."""
    window = after.window
    if window is None or camera.x <= source.high[0] or prod(window.kernel) == 1:
        return []
    if tuple(after.seen) != tuple(before.shape[1:]) or len(window.kernel) != len(after.seen):
        return []
    spans = [extent(size, rate) for size, rate in zip(window.kernel, window.dilation, strict=True)]
    if len(spans) == 1:
        high, wide = lengths.vector(spans[0]), source.high[2] - source.low[2]
    else:
        high, wide = map(lengths.side, spans[-2:])
    return list(_spread_out(camera, source, target, high) if window.transposed else
                _gathered(camera, source, target, high, wide))


def _gathered(camera: Perspective, source: Solid, target: Solid, high: float, wide: float) -> Iterator[Shape]:
    x, (low, top) = source.high[0], _stretch(source.low[1], source.high[1], high)
    near = source.low[2]
    far = near + min(wide, source.high[2] - near)
    corners: tuple[Place, ...] = ((x, top, near), (x, top, far), (x, low, far), (x, low, near))
    share = (top + low - 2 * source.low[1]) / 2 / (source.high[1] - source.low[1])
    apex = (target.low[0], target.low[1] + share * (target.high[1] - target.low[1]), target.low[2])
    yield Path(tuple(map(camera.spot, corners)), _INK, width=1.2, closed=True)
    for corner in corners:
        yield Path((camera.spot(corner), camera.spot(apex)), _INK, width=0.7)


def _spread_out(camera: Perspective, source: Solid, target: Solid, high: float) -> Iterator[Shape]:
    low, top = _stretch(target.low[1], target.high[1], high)
    share = (top + low - 2 * target.low[1]) / 2 / (target.high[1] - target.low[1])
    point = (source.high[0], source.low[1] + share * (source.high[1] - source.low[1]), source.low[2])
    ends = [camera.spot((target.low[0], y, target.low[2])) for y in (top, low)]
    yield Path(tuple(ends), _INK, width=1.8)
    for end in ends:
        yield Path((camera.spot(point), end), _INK, width=0.7)


def _stretch(low: float, high: float, long: float) -> tuple[float, float]:
    """The lower and upper end of a window along an edge."""
    long = min(long, high - low)
    top = high - max(0.0, min(_DOWN * (high - low) - long / 2, high - low - long))
    return top - long, top
