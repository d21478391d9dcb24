"""The points of a sweep as a space: places along its axes, neighbours, and chance that can be had again."""

from __future__ import annotations

from collections.abc import Iterator
from math import prod
from typing import TYPE_CHECKING

from archcalc.base.named_tuples import NamedTuple
from archcalc.sweeps.sweep import Sweep

if TYPE_CHECKING:
    from random import Random

_FAR = 8
"""So many strides cross an axis of numbers."""


class Space(NamedTuple):
    """The number of values along each axis, the networks first, and which axes are numbers that grow or fall."""

    lengths: tuple[int, ...]
    numbers: tuple[bool, ...]

    @property
    def total(self) -> int:
        """The number of points."""
        return prod(self.lengths)

    def number(self, places: tuple[int, ...]) -> int:
        """The number of the point at these places."""
        found = 0
        for length, place in zip(self.lengths, places, strict=True):
            found = found * length + place
        return found

    def places(self, number: int) -> tuple[int, ...]:
        """The places of a point, by its number."""
        found = []
        for length in reversed(self.lengths):
            number, place = divmod(number, length)
            found.append(place)
        return tuple(reversed(found))

    def neighbours(self, number: int) -> list[int]:
        """The points that differ along one axis: by a step or a stride of numbers, or by any value of other axes."""
        places = self.places(number)
        return [self.number((*places[:axis], place, *places[axis + 1:]))
                for axis in range(len(places)) for place in sorted(self._near(axis, places[axis]))]

    def anywhere(self, chance: Random) -> int:
        """A point, each as likely."""
        return self.number(tuple([int(chance.random() * length) for length in self.lengths]))

    def _near(self, axis: int, place: int) -> Iterator[int]:
        length = self.lengths[axis]
        steps = {1, length // _FAR or 1} if self.numbers[axis] else range(1, length)
        near = {place + sign * step for step in steps for sign in (1, -1)}
        return (each for each in near if 0 <= each < length)


def space(sweep: Sweep) -> Space:
    """The space of a sweep's points."""
    lengths = (len(sweep.networks), *(len(axis.values) for axis in sweep.axes))
    return Space(lengths, (False, *(all(map(_is_number, axis.values)) for axis in sweep.axes)))


def shuffled(count: int, chance: Random) -> list[int]:
    """The numbers below `count` in any order, the same in every version of Python."""
    found = list(range(count))
    for i in range(count - 1, 0, -1):
        j = int(chance.random() * (i + 1))
        found[i], found[j] = found[j], found[i]
    return found


def _is_number(value: str) -> bool:
    """True of 0.25, 8 and sizes."""
    return all(side.replace(".", "", 1).isdigit() for side in value.split("x"))
