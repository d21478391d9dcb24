"""Arrays joined, cut, repeated, surrounded."""

from __future__ import annotations

from typing import Any

from archcalc.base.errors import Refused
from archcalc.executor.outlines.arrays import OutlineArray
from archcalc.executor.outlines.elementwise import each, together
from archcalc.executor.outlines.strided import Axes
from archcalc.executor.outlines.strides import Shape


def concatenate(arrays: Any, axis: int | None = 0) -> OutlineArray:
    """Arrays one after another along an axis."""
    if axis is None:
        return concatenate([array.ravel() for array in arrays], 0)
    largest: OutlineArray = max(arrays, key=lambda array: array.size)
    number = largest.axis(axis)
    for array in arrays:
        if array.ndim != largest.ndim or _without(array.shape, number) != _without(largest.shape, number):
            raise Refused("array", f"arrays of the shapes {list(largest.shape)} and {list(array.shape)} cannot stand "
                                   f"one after another along axis {axis}", expected="all other axes alike")
    shape = list(largest.shape)
    shape[number] = sum(array.shape[number] for array in arrays)
    return largest.fresh(tuple(shape), together(tuple(arrays)), order=largest.order())


def _without(shape: Shape, axis: int) -> Shape:
    return shape[:axis] + shape[axis + 1:]


def stack(arrays: Any, axis: int = 0) -> OutlineArray:
    """Arrays of one shape along a new axis."""
    first: OutlineArray = arrays[0]
    if unlike := [array for array in arrays if array.shape != first.shape]:
        raise Refused("array", f"arrays of the shapes {list(first.shape)} and {list(unlike[0].shape)} cannot be "
                               "stacked", expected="one shape")
    number = first.axis(axis, more=1)
    return first.fresh((*first.shape[:number], len(arrays), *first.shape[number:]), together(tuple(arrays)))


def split(ary: OutlineArray, indices_or_sections: Any, axis: int = 0) -> list[OutlineArray]:
    """An axis cut into equal parts, or at some places: views."""
    number = ary.axis(axis)
    size = ary.shape[number]
    if isinstance(indices_or_sections, int):
        parts = indices_or_sections
        if size % parts:
            raise Refused("array", f"an axis of {size} does not split into {parts} equal parts",
                          expected="a number that divides it")
        cuts = [part * size // parts for part in range(1, parts)]
    else:
        cuts = list(indices_or_sections)
    before = (slice(None),) * number
    return [ary[(*before, slice(first, last))] for first, last in zip([0, *cuts], [*cuts, size], strict=True)]


def tile(A: OutlineArray, reps: Any) -> OutlineArray:  # noqa: N803 - NumPy's word
    """A whole array several times along each axis."""
    times = (reps,) if isinstance(reps, int) else tuple(reps)
    longest = max(len(times), A.ndim)
    shape = (1,) * (longest - A.ndim) + A.shape
    times = (1,) * (longest - len(times)) + times
    return A.fresh(tuple(size * count for size, count in zip(shape, times, strict=True)))


def flip(m: OutlineArray, axis: Axes = None) -> OutlineArray:
    """Axes in reverse: a view."""
    gone = m.axes(axis)
    return m.viewed(m.shape, tuple(-step if number in gone else step for number, step in enumerate(m.strides)))


def roll(a: OutlineArray, shift: Axes, axis: Axes = None) -> OutlineArray:
    """What leaves at one end comes in at the other."""
    a.axes(axis)
    return a.fresh(a.shape, order=a.order())


def pad(array: OutlineArray, pad_width: Any, mode: str = "constant", **values: Any) -> OutlineArray:
    """Values around."""
    widths = [(pad_width, pad_width)] if isinstance(pad_width, int) else list(pad_width)
    if isinstance(widths[0], int):
        widths = [tuple(widths)]
    if len(widths) == 1:
        widths *= array.ndim
    if len(widths) != array.ndim:
        raise Refused("array", f"pad takes widths for {array.ndim} axes, found {len(widths)}")
    return array.fresh(tuple(before + size + after
                             for size, (before, after) in zip(array.shape, widths, strict=True)))


def take_along_axis(a: OutlineArray, indices: OutlineArray, axis: int | None) -> OutlineArray:
    """For each place the value that is named there."""
    if axis is None:
        return a.fresh(indices.shape)
    number = a.axis(axis)
    free = (*a.shape[:number], indices.shape[number], *a.shape[number + 1:])
    places: OutlineArray = each(indices, indices.viewed(free, (0,) * a.ndim))
    return a.fresh(places.shape)


def moveaxis(a: OutlineArray, source: Axes, destination: Axes) -> OutlineArray:
    """Some axes moved to other places."""
    taken, places = a.axes(source), a.axes(destination)
    order = [axis for axis in range(a.ndim) if axis not in taken]
    for place, axis in sorted(zip(places, taken, strict=True)):
        order.insert(place, axis)
    return a.transpose(*order)


def expand_dims(a: OutlineArray, axis: Axes) -> OutlineArray:
    """New axes of size 1."""
    wanted = (axis,) if isinstance(axis, int) else tuple(axis or ())
    places = {a.axis(place, more=len(wanted)) for place in wanted}
    key = tuple(None if place in places else slice(None) for place in range(a.ndim + len(wanted)))
    return a[key]
