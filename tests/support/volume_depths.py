"""What hides what in a row of volumes, found by rays, to be compared with the order in which boxes are painted."""

from collections.abc import Iterator
from itertools import combinations

from archcalc.rendering.drawings.volumes.perspective import Perspective, Solid
from archcalc.rendering.drawings.volumes.placed_row import PlacedRow

STEPS = 5


def hits(camera: Perspective, solid: Solid, seen: tuple[float, float]) -> float | None:
    """Where the ray through a point of the picture enters a box, in shares of the way to the picture plane; None beside it."""
    start, plane = (camera.x, camera.y, -camera.before), (seen[0], -seen[1], 0.0)
    enter, leave = 0.0, float("inf")
    for low, high, a, b in zip(solid.low, solid.high, start, plane, strict=True):
        if abs(b - a) < 1e-12:
            if not low <= a <= high:
                return None
            continue
        near, far = sorted(((low - a) / (b - a), (high - a) / (b - a)))
        enter, leave = max(enter, near), min(leave, far)
    return enter if enter < leave - 1e-9 else None


def wrongly_painted(placed: PlacedRow) -> Iterator[str]:
    """Pairs of boxes of which the farther is painted over the nearer."""
    camera = placed.camera
    painted = camera.painted(solid for volume in placed.volumes for solid in volume.solids)
    for first, later in combinations(painted, 2):
        one, other = camera.spread(first), camera.spread(later)
        left, top, right, bottom = max(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), min(one[3], other[3])
        if left >= right or top >= bottom:
            continue
        for i in range(1, STEPS):
            for j in range(1, STEPS):
                spot = left + (right - left) * i / STEPS, top + (bottom - top) * j / STEPS
                behind, before = hits(camera, first, spot), hits(camera, later, spot)
                if behind is not None and before is not None and behind < before:
                    yield f"{later.name} is painted over {first.name}, which is nearer at {spot}"
                    return
