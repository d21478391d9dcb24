"""Parts of an array by index: numbers, stretches, new axes, and arrays of places."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Self

from archcalc.base.errors import Refused
from archcalc.base.named_tuples import NamedTuple
from archcalc.executor.outlines.elementwise import Calculated, broadcast, fits_into
from archcalc.executor.outlines.strided import Strided
from archcalc.executor.outlines.strides import Shape


class _Cut(NamedTuple):
    """What is left of an array when its stretches are cut: axes with their strides, and the axes named by arrays."""

    shape: Shape
    strides: Shape
    named: Shape
    """Where in `shape` the axes stand whose places are named by arrays."""
    places: tuple[Shape, ...]
    """The shapes of those arrays."""


class Indexed(Calculated):
    """x[...], and x[...] = values."""

    __slots__ = ()

    def __getitem__(self, key: Any) -> Self:
        cut = self._cut(key)
        if not cut.named:
            return self.viewed(cut.shape, cut.strides)
        return self.fresh(_chosen(cut))

    def __setitem__(self, key: Any, value: Any) -> None:
        cut = self._cut(key)
        fits_into(value.shape if isinstance(value, Strided) else (), _chosen(cut) if cut.named else cut.shape)

    def __iter__(self) -> Iterator[Self]:
        return (self[place] for place in range(len(self)))

    def _cut(self, key: Any) -> _Cut:
        shape: list[int] = []
        steps: list[int] = []
        named: list[int] = []
        places: list[Shape] = []
        axis = 0
        for item in _one_for_each_axis(key, self.shape):
            if item is None:
                shape.append(1)
                steps.append(0)
                continue
            if isinstance(item, slice):
                shape.append(len(range(*item.indices(self.shape[axis]))))
                steps.append(self.strides[axis] * (item.step or 1))
            elif isinstance(item, int):
                _check_place(item, self.shape[axis])
            else:
                named.append(len(shape))
                places.append(_places(item))
                shape.append(self.shape[axis])
                steps.append(self.strides[axis])
            axis += 1
        return _Cut(tuple(shape), tuple(steps), tuple(named), tuple(places))


def _one_for_each_axis(key: Any, shape: Shape) -> list[Any]:
    """An index with one item for each axis, new ones besides."""
    items = list(key) if isinstance(key, tuple) else [key]
    used = sum(item is not None and item is not Ellipsis for item in items)
    if used > len(shape):
        raise Refused("array", f"{used} axes are indexed of an array of the shape {list(shape)}",
                      expected=f"{len(shape)} at most")
    rest = [slice(None)] * (len(shape) - used)
    place = next((number for number, item in enumerate(items) if item is Ellipsis), None)
    return items + rest if place is None else items[:place] + rest + items[place + 1:]


def _check_place(place: int, size: int) -> None:
    if not -size <= place < size:
        raise Refused("array", f"place {place} is asked for of an axis of {size}", expected=f"{-size} to {size - 1}")


def _places(item: Any) -> Shape:
    """The shape of the array, or the list, that names places."""
    if isinstance(item, Strided):
        if item.dtype.kind == "b":
            raise Refused("values", "an index of true and false makes a shape depend on values, which a plan lacks",
                          hint="xp.where keeps the shape and chooses value by value")
        return item.shape
    shape: list[int] = []
    while isinstance(item, (list, tuple)):
        shape.append(len(item))
        item = item[0] if item else None
    return tuple(shape)


def _chosen(cut: _Cut) -> Shape:
    """The shape of named places: in their axes' place where those are neighbours, else in front."""
    places = broadcast(*cut.places)
    rest = [size for number, size in enumerate(cut.shape) if number not in cut.named]
    neighbours = cut.named[-1] - cut.named[0] == len(cut.named) - 1
    first = cut.named[0] if neighbours else 0
    return (*rest[:first], *places, *rest[first:])
