"""Names beside spots, none over another: close by where there is room, else further off with a line, else a number."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from math import cos, hypot, pi, sin

from archcalc.base.named_tuples import NamedTuple
from archcalc.base.picture import Path, Shape, Text
from archcalc.rendering.drawings.font_widths import cut, width

_SIZE, _LONGEST = 11.0, 190.0
_RINGS, _TURNS, _RING = 9, 24, 13.0
"""How many circles around a spot are tried, in how many directions, and how far they are apart."""
_CLEAR = 4.0
"""So far from the middle of a spot no other spot's line may pass."""
_CELL = 60
_Rectangle = tuple[float, float, float, float]


class Spot(NamedTuple):
    """A disc with a name."""

    name: str
    x: float
    y: float
    radius: float

    @property
    def box(self) -> _Rectangle:
        """The square around it."""
        return _around_point(self.x, self.y, self.radius)

    def distance(self, other: Spot) -> float:
        """From middle to middle."""
        return hypot(self.x - other.x, self.y - other.y)


class _Name(NamedTuple):
    """A name where it could stand: its lower left corner, its words, and how wide they are."""

    x: float
    y: float
    text: str
    wide: float

    @property
    def box(self) -> _Rectangle:
        return self.x - 3, self.y - _SIZE, self.x + self.wide + 3, self.y + 3

    def nearest(self, spot: Spot) -> tuple[float, float]:
        """The end of a line from the middle of a spot."""
        left, top, right, bottom = self.box
        return min(max(spot.x, left), right), min(max(spot.y, top), bottom)


class Labels(NamedTuple):
    """Labels of the spots: shapes, and the names for which each number stands, from 1.

    A number stands beside the spot of its first name; the others' spots are so close to it that nothing has room.
    """

    shapes: tuple[Shape, ...]
    numbered: tuple[tuple[str, ...], ...] = ()


def labels(spots: Sequence[Spot], sheet: _Rectangle, discs: Sequence[_Rectangle] = (),
           words: Sequence[_Rectangle] = (), *, numbers: bool = True) -> Labels:
    """Names on the sheet: first those that stand beside their spots, then those with a line, then numbers for the rest.

    Short names go first: they need less room, and a variant's name is longer than that of what it varies. No name
    stands on other `discs` or `words`, and no line goes through the words.
    Without `numbers`, those for which there is no room are left out.
    """
    taken = _Taken(sheet, (*(spot.box for spot in spots), *discs, *words))
    lines = _Taken(sheet, (*(_around_point(spot.x, spot.y, _CLEAR) for spot in spots), *words))
    shapes: list[Shape] = []

    def drawn(spot: Spot, *ways: _Way) -> bool:
        found = next((found for way in ways if (found := tuple(way(spot, taken, lines)))), ())
        shapes.extend(found)
        return bool(found)

    waiting = [spot for spot in sorted(spots, key=lambda spot: len(spot.name)) if not drawn(spot, _close)]
    crowded = [spot for spot in waiting if not drawn(spot, _led)]
    if not numbers:
        return Labels(tuple(shapes))
    numbered: dict[Spot, list[str]] = {}
    without = []
    for spot in sorted(crowded, key=lambda spot: spot.name):
        if drawn(spot._replace(name=str(len(numbered) + 1)), _close, _led):
            numbered[spot] = [spot.name]
        else:
            without.append(spot)
    for spot in without:
        numbered[min(numbered, key=spot.distance)].append(spot.name)
    return Labels(tuple(shapes), tuple(map(tuple, numbered.values())))


def _close(spot: Spot, taken: _Taken, lines: _Taken) -> Iterator[Shape]:
    """A name beside its spot."""
    name = next((name for name in _beside(spot) if taken.free(name.box) and lines.free(name.box)), None)
    if name is not None:
        taken.add(name.box)
        lines.add(name.box)
        yield Text(name.x, name.y, name.text, _SIZE)


def _led(spot: Spot, taken: _Taken, lines: _Taken) -> Iterator[Shape]:
    """A name further off, with a line from the middle of its spot: over no other's middle, no name and no line."""
    for name in _around(spot):
        if not (taken.free(name.box) and lines.free(name.box)):
            continue
        start, end = (spot.x, spot.y), name.nearest(spot)
        points = [_around_point(x, y, 1) for x, y in _along(start, end) if hypot(x - spot.x, y - spot.y) > 2 * _CLEAR]
        if all(map(lines.free, points)):
            taken.add(name.box)
            for box in (name.box, *points):
                lines.add(box)
            yield Path((start, end), "edge", width=0.7)
            yield Text(name.x, name.y, name.text, _SIZE)
            return


def _words(spot: Spot) -> tuple[str, float]:
    text = cut(spot.name, _SIZE, _LONGEST)
    return text, width(text, _SIZE)


def _beside(spot: Spot) -> Iterator[_Name]:
    """Right, left, above and below."""
    text, wide = _words(spot)
    away = spot.radius + 4
    for x, y in ((spot.x + away, spot.y + 4), (spot.x - away - wide, spot.y + 4),
                 (spot.x - wide / 2, spot.y - away), (spot.x - wide / 2, spot.y + away + _SIZE - 2)):
        yield _Name(x, y, text, wide)


def _around(spot: Spot) -> Iterator[_Name]:
    """In rings around the spot, the nearest first."""
    text, wide = _words(spot)
    for ring in range(1, _RINGS + 1):
        for turn in range(_TURNS):
            angle, away = 2 * pi * turn / _TURNS, spot.radius + 4 + ring * _RING
            dx, dy = away * cos(angle), away * sin(angle)
            yield _Name(spot.x + dx - (wide if dx < 0 else 0), spot.y + dy + 4, text, wide)


def _along(start: tuple[float, float], end: tuple[float, float]) -> Iterator[tuple[float, float]]:
    """Points on a line, up to a little before its end."""
    steps = max(1, int(hypot(end[0] - start[0], end[1] - start[1]) / 3))
    for i in range(steps):
        yield start[0] + (end[0] - start[0]) * i / steps, start[1] + (end[1] - start[1]) * i / steps


def _around_point(x: float, y: float, reach: float) -> _Rectangle:
    return x - reach, y - reach, x + reach, y + reach


class _Taken:
    """Rectangles that are taken, in cells of a grid, so that a look is quick."""

    def __init__(self, sheet: _Rectangle, boxes: Iterable[_Rectangle]) -> None:
        self.sheet = sheet
        self.cells: dict[tuple[int, int], list[_Rectangle]] = {}
        for box in boxes:
            self.add(box)

    def add(self, box: _Rectangle) -> None:
        for cell in _covered(box):
            self.cells.setdefault(cell, []).append(box)

    def free(self, box: _Rectangle) -> bool:
        """True where a rectangle is on the sheet and touches none that is taken."""
        left, top, right, bottom = box
        if left < self.sheet[0] or top < self.sheet[1] or right > self.sheet[2] or bottom > self.sheet[3]:
            return False
        return not any(left < other[2] and right > other[0] and top < other[3] and bottom > other[1]
                       for cell in _covered(box) for other in self.cells.get(cell, ()))


def _covered(box: _Rectangle) -> Iterator[tuple[int, int]]:
    left, top, right, bottom = (int(edge // _CELL) for edge in box)
    return ((x, y) for x in range(left, right + 1) for y in range(top, bottom + 1))


_Way = Callable[[Spot, _Taken, _Taken], Iterator[Shape]]
"""How a spot is named, where there is room."""
