"""A camera before a row: points of the scene on the picture plane, faces that are seen, the order of painting.

The scene is in pixels: x along the row, y upwards, z away from the reader; the picture plane is z = 0, through the
middle of all boxes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from archcalc.base.named_tuples import NamedTuple

Place = tuple[float, float, float]
Spot = tuple[float, float]


class Solid(NamedTuple):
    """A box of the scene, between two corners: who it is, its colour, and the lines across it.

    `bands_before` and `bands_after` are the roles of bands at its left and right edge.
    """

    name: str
    role: str
    low: Place
    high: Place
    hint: str = ""
    bands_before: tuple[str, ...] = ()
    bands_after: tuple[str, ...] = ()
    rows: int = 0
    slices: int = 0

    def corners(self) -> Iterator[Place]:
        """All eight."""
        for x in (self.low[0], self.high[0]):
            for y in (self.low[1], self.high[1]):
                yield from ((x, y, z) for z in (self.low[2], self.high[2]))


class Perspective(NamedTuple):
    """A camera at x, y, so far before the picture plane, which it looks at straight: one vanishing point, itself."""

    x: float
    y: float
    before: float

    def spot(self, place: Place) -> Spot:
        """The point of the picture where a place is seen, y downwards."""
        x, y, z = place
        share = self.before / (self.before + z)
        return self.x + (x - self.x) * share, -(self.y + (y - self.y) * share)

    def x_for(self, seen: float, z: float) -> float:
        """The place along the row that is seen at some x, at a depth."""
        return self.x + (seen - self.x) * (self.before + z) / self.before

    def spread(self, solid: Solid) -> tuple[float, float, float, float]:
        """The left, upper, right and lower end of a box as it is seen."""
        xs, ys = zip(*map(self.spot, solid.corners()), strict=True)
        return min(xs), min(ys), max(xs), max(ys)

    def painted(self, solids: Iterable[Solid]) -> list[Solid]:
        """The boxes, the farthest first: none stands over another along the row, so that the nearer hides the other.

        Of boxes one over another the one farther from the camera's height comes first.
        """
        def away(solid: Solid) -> tuple[float, float]:
            return -_gap(self.x, solid.low[0], solid.high[0]), -_gap(self.y, solid.low[1], solid.high[1])

        return sorted(solids, key=away)

    def faces(self, solid: Solid) -> dict[str, tuple[Place, Place, Place, Place]]:
        """The faces that are seen, by name, as their corners: none hides another."""
        (a, b, c), (d, e, f) = solid.low, solid.high
        seen = {"front": ((a, e, c), (d, e, c), (d, b, c), (a, b, c))}
        if self.x > d:
            seen["right"] = ((d, e, c), (d, e, f), (d, b, f), (d, b, c))
        elif self.x < a:
            seen["left"] = ((a, e, c), (a, e, f), (a, b, f), (a, b, c))
        if self.y > e:
            seen["top"] = ((a, e, c), (a, e, f), (d, e, f), (d, e, c))
        elif self.y < b:
            seen["bottom"] = ((a, b, c), (a, b, f), (d, b, f), (d, b, c))
        return seen


def _gap(here: float, low: float, high: float) -> float:
    """The distance of a point from a stretch."""
    return max(low - here, here - high, 0.0)
