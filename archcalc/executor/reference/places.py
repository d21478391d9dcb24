"""Places of a volume at which its values are looked at: every corner, edges, and some by chance.

A method that is wrong at one border is wrong at a corner; one that is wrong along a border but not at its ends, at a
place by chance on every edge. Windows and weights are the dear part of a value, so rows of places, each at one place
of every axis but the channels', are crossed with a few channels: few windows and few kernels make many values.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from archcalc.executor.reference.reference_values import At, numpy
from archcalc.operators.operator import Shape
from archcalc.operators.shape_kinds import is_spatial

_FIRST, _LAST, _BY_CHANCE = 0, 1, -1
_WITHIN, _CHANNELS_WITHIN = 2, 1
Pattern = tuple[tuple[int, ...], ...]
"""For every place where it stands along each axis: at an end, or by chance."""


class Places:
    """The places of the volumes of a run; volumes that differ in their channels alone have the same rows."""

    def __init__(self, seed: int) -> None:
        self.random = numpy.random.default_rng(seed)
        self.rows: dict[Shape, At] = {}

    def crossed(self, shape: Shape) -> At:
        """Rows at channels: indices of (rows, 1) for every axis but the channels', and of (channels) for that."""
        channel = 1 if is_spatial(shape) else len(shape) - 1
        rest = shape[:channel] + shape[channel + 1:]
        if rest not in self.rows:
            self.rows[rest] = tuple(index[:, None] for index in _drawn(_rows(len(rest)), rest, self.random))
        rows = self.rows[rest]
        return *rows[:channel], self.channels(shape[channel]), *rows[channel:]

    def channels(self, count: int) -> Any:
        """The first, the last, and some by chance."""
        by_chance = (int(chance * count) for chance in self.random.random(_CHANNELS_WITHIN).tolist())
        return numpy.array(sorted({0, count - 1, *by_chance}))

    def one_by_one(self, shape: Shape, corners_alone: bool = False) -> At:
        """Fewer places, without the crossing: indices of (places) for each axis."""
        channel = 1 if is_spatial(shape) else len(shape) - 1
        rest = shape[:channel] + shape[channel + 1:]
        *rows, channels = _drawn(_pairs(len(rest), corners_alone), (*rest, shape[channel]), self.random)
        return *rows[:channel], channels, *rows[channel:]


@lru_cache
def _rows(axes: int) -> Pattern:
    """The corners of the last two of some axes, for which those before take turns, their four edges, and the inside."""
    inner = range(max(0, axes - 2), axes)
    ends = [(first, second)[-len(inner):] for second in (_FIRST, _LAST) for first in (_FIRST, _LAST)]
    found = [(*(sum(corner) % 2,) * inner.start, *corner) for corner in ends] if inner else [()]
    found += [tuple(end if number == axis else _BY_CHANCE for number in range(axes))
              for axis in inner for end in (_FIRST, _LAST)]
    return *found, *((_BY_CHANCE,) * axes,) * _WITHIN


@lru_cache
def _pairs(axes: int, corners_alone: bool) -> Pattern:
    """Every row's pattern with one channel by chance, but corners with the first and the last."""
    rows = _rows(axes)
    corners = [(*row, end) for row in rows if _BY_CHANCE not in row for end in (_FIRST, _LAST)]
    return (*corners, *((*row, _BY_CHANCE) for row in rows if _BY_CHANCE in row and not corners_alone))


def _drawn(pattern: Pattern, sizes: tuple[int, ...], random: Any) -> Any:
    """The indices along each axis, (axes, places), every place once."""
    chances = iter(random.random((len(pattern), len(sizes))).tolist())
    found = {tuple(int(chance * size) if end == _BY_CHANCE else end * (size - 1)
                   for end, size, chance in zip(row, sizes, next(chances), strict=True)): None for row in pattern}
    return numpy.array(list(found), dtype=int).T
