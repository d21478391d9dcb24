"""A sheet of stills of a film, for print: the first step, one in the middle and the last one, on A4."""

from __future__ import annotations

from archcalc.base.named_tuples import NamedTuple
from archcalc.base.picture import Path, Picture, Shape
from archcalc.rendering.drawings.blocks import moved
from archcalc.rendering.drawings.film import Film
from archcalc.rendering.drawings.sheets import scaled

_WIDE, _HIGH, _MARGIN = 794.0, 1123.0, 24.0
"""A4 in pixels, and its margin."""


class StillSheet(NamedTuple):
    """A sheet, and what is said of it."""

    picture: Picture
    told: str


def sheet(film: Film) -> StillSheet:
    """What is the same in every step stands at the top, the stills below."""
    steps = sorted({0, (film.steps - 1) // 2, film.steps - 1})
    top, bottom = film.stage
    tall = top + len(steps) * (bottom - top)
    scale = min((_WIDE - 2 * _MARGIN) / film.width, (_HIGH - 2 * _MARGIN) / tall)
    shapes: list[Shape] = []
    for number, step in enumerate(steps):
        whole = film.picture(step).shapes
        kept = [shape for shape in whole if not number or _top(shape) >= top]
        left, below = (_WIDE - film.width * scale) / 2, number * (bottom - top) * scale
        shapes += moved(scaled(kept, scale), left, _MARGIN + below)
    noun = "steps" if len(steps) > 1 else "step"
    told = f"a sheet with {noun} {', '.join(f'{step + 1}' for step in steps)} of {film.steps}"
    high = 2 * _MARGIN + tall * scale
    return StillSheet(Picture(film.title, f"{film.description}: {told}", _WIDE, high, tuple(shapes)), told)


def _top(shape: Shape) -> float:
    return shape.steps[0][1] if isinstance(shape, Path) else shape.y
