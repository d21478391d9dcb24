"""A film as data: shapes that come, go and move from step to step, of which each step is a picture."""

from __future__ import annotations

from archcalc.base.named_tuples import NamedTuple
from archcalc.base.picture import Picture, Shape
from archcalc.rendering.drawings.blocks import moved

HELD = 3
"""The last step is shown so many times as long as the others."""


class Appearance(NamedTuple):
    """Shapes from step `first` on, before step `until`; to the end where that is none."""

    shapes: tuple[Shape, ...]
    first: int = 0
    until: int | None = None


class Sliding(NamedTuple):
    """Shapes that are there all the time, further right and down by so many pixels in each step."""

    shapes: tuple[Shape, ...]
    by: tuple[tuple[float, float], ...]


class Film(NamedTuple):
    """Shapes on a sheet in time, the first at the bottom; `seconds` is the time of a step.

    `stage` are the top and the bottom of what happens; what stands above it is the same in every step.
    """

    title: str
    description: str
    width: float
    height: float
    parts: tuple[Appearance | Sliding, ...]
    steps: int
    seconds: float
    stage: tuple[float, float]

    def picture(self, step: int) -> Picture:
        """A step as a picture; steps count from 0."""
        shapes = [shape for part in self.parts for shape in _at(part, step)]
        return Picture(self.title, f"{self.description}, step {step + 1} of {self.steps}", self.width, self.height,
                       tuple(shapes))


def _at(part: Appearance | Sliding, step: int) -> tuple[Shape, ...]:
    if isinstance(part, Sliding):
        return tuple(moved(part.shapes, *part.by[step]))
    return part.shapes if part.first <= step and (part.until is None or step < part.until) else ()
