"""The ground of texts over which a line would run: clear of it, so that they are read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from archcalc.base.picture import Box, Path, Shape, Text
from archcalc.rendering.drawings.font_widths import width

Rectangle = tuple[float, float, float, float]
_LINES = ("edge", "mark")


def room(text: Text) -> Rectangle:
    """The left, upper, right and lower end of a text's letters."""
    wide = width(text.text, text.size, text.bold)
    left = text.x - wide * {"start": 0.0, "middle": 0.5, "end": 1.0}[text.anchor]
    return left, text.y - 0.75 * text.size, left + wide, text.y + 0.21 * text.size


def cleared(texts: Iterable[Text], shapes: Iterable[Shape]) -> Iterator[Box]:
    """A ground for each text that a link or a window's line crosses."""
    pieces = [piece for shape in shapes if isinstance(shape, Path) and shape.line in _LINES for piece in _pieces(shape)]
    for text in texts:
        left, top, right, bottom = room(text)
        if any(_meets((left, top, right, bottom), *piece) for piece in pieces):
            yield Box(left - 1, top, right - left + 2, bottom - top, "paper")


def _pieces(path: Path) -> Iterator[tuple[tuple[float, ...], tuple[float, ...]]]:
    """The straight pieces of a line, a bend taken as one."""
    ends = [step[-2:] for step in path.steps]
    yield from pairwise([*ends, ends[0]] if path.closed else ends)


def _meets(rectangle: Rectangle, start: tuple[float, ...], end: tuple[float, ...]) -> bool:
    """True where a straight piece goes through a rectangle: what is left of it after all four edges."""
    first, last = 0.0, 1.0
    for axis in (0, 1):
        low, high, long = rectangle[axis], rectangle[axis + 2], end[axis] - start[axis]
        if long == 0:
            if not low < start[axis] < high:
                return False
            continue
        near, far = sorted(((low - start[axis]) / long, (high - start[axis]) / long))
        first, last = max(first, near), min(last, far)
    return first < last
