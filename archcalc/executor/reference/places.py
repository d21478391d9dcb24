"""Places of a volume at which its values are looked at: every corner, edges, and some by chance."""

from __future__ import annotations

from typing import Any

from archcalc.executor.reference.reference_values import At, numpy
from archcalc.operators.operator import Shape

_WITHIN = 2


def chosen(shape: Shape, random: Any, corners_alone: bool = False) -> At:
    """An index array for each axis. The corners are those of the last three axes; the axes before take turns.

    A method that is wrong at one border is wrong at a corner; one that is wrong along a border but not at its ends,
    at a place by chance on every edge of the last two axes.
    """
    known, steps = _pattern(shape, corners_alone)
    by_chance = (random.random(known.shape) * shape).astype(int)
    numbers = numpy.unique((numpy.where(known < 0, by_chance, known) * steps).sum(axis=1))
    return tuple(numpy.unravel_index(numbers, shape))


def _pattern(shape: Shape, corners_alone: bool) -> tuple[Any, Any]:
    """The indices of every place, (places, axes), with -1 for those by chance; and the steps that number the places."""
    axes, last = len(shape), [size - 1 for size in shape]
    inner = range(max(0, axes - 3), axes)
    found = list(dict.fromkeys(_corner(last, inner, bits) for bits in range(2 ** len(inner))))
    edges = [] if corners_alone else [(axis, end) for axis in inner[-2:] for end in (0, last[axis]) if last[axis]]
    found += [tuple(end if number == axis else -1 for number in range(axes)) for axis, end in edges]
    found += [(-1,) * axes] * (1 if corners_alone else _WITHIN)
    steps = [1]
    for size in reversed(shape[1:]):
        steps.insert(0, steps[0] * size)
    return numpy.array(found), numpy.array(steps)


def _corner(last: list[int], inner: range, bits: int) -> tuple[int, ...]:
    before = [end * (bits.bit_count() % 2) for end in last[:inner.start]]
    return (*before, *(last[axis] * (bits >> number & 1) for number, axis in enumerate(inner)))
