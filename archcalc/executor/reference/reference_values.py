"""Reference values: some values of a volume by an operator's definition, in float64, and how closely they must be met.

A product of K terms that is summed up in floating point is off by sqrt(K) roundings, in all likelihood, of the sum of
its terms' sizes; so that sum and K go with every value. Source: Higham 2002 (Accuracy and Stability of Numerical
Algorithms), section 2.8.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any, Protocol

from archcalc.base.named_tuples import NamedTuple
from archcalc.executor.backends import backend
from archcalc.operators.operator import Shape

numpy: Any = backend("numpy").namespace()

At = tuple[Any, ...]
"""Places of a volume: an array of indices for each axis, or a number, or a stretch."""


class Reference(NamedTuple):
    """Values, the sum of the sizes of what each is added up from (the value's own where it is None), and its terms."""

    value: Any
    sizes: Any = None
    terms: int = 1

    @property
    def size(self) -> Any:
        """The sum of the terms' sizes, of each value."""
        return abs(self.value) if self.sizes is None else self.sizes


class Volume(Protocol):
    """A volume of which single values can be read: an array, or one that is computed as it is asked for."""

    shape: Shape

    def __getitem__(self, at: At) -> Reference:
        """The values at some places."""


def each(at: At) -> Iterator[tuple[int, ...]]:
    """The places, one by one."""
    return zip(*(axis.tolist() for axis in at), strict=True)


def gathered(parts: Iterable[Reference]) -> Reference:
    """Single values side by side."""
    values, sizes, terms = zip(*((part.value, part.size, part.terms) for part in parts), strict=True)
    return Reference(numpy.array(values), numpy.array(sizes), max(terms))


def product(x: Reference, weight: Reference) -> Reference:
    """The sum of the products of two stretches of values."""
    products = x.value * weight.value
    sizes = abs(products) if x.sizes is None and weight.sizes is None else x.size * weight.size
    return Reference(products.sum(), sizes.sum(), products.size + x.terms)


def products(x: Reference, weight: Reference) -> Reference:
    """The sums of the products of many and many stretches of values, one stretch a row."""
    found = (x.value * weight.value).reshape(len(x.value), -1)
    sizes = abs(found) if x.sizes is None and weight.sizes is None else (x.size * weight.size).reshape(found.shape)
    return Reference(found.sum(axis=1), sizes.sum(axis=1), found.shape[1] + x.terms)


def total(x: Reference) -> Reference:
    """The sum of a stretch of values."""
    return Reference(x.value.sum(), x.size.sum(), x.value.size + x.terms)


def plus(x: Reference, y: Reference) -> Reference:
    """The sums of two and two values."""
    return Reference(x.value + y.value, x.size + y.size, x.terms + y.terms)


def times(x: Reference, y: Reference) -> Reference:
    """The products of two and two values."""
    sizes = x.size * abs(y.value) + abs(x.value) * (y.size - abs(y.value))
    return Reference(x.value * y.value, sizes, x.terms + y.terms)


def mesh(*axes: Any) -> At:
    """Indices of every axis, each along an axis of its own, so that together they stand for all combinations."""
    return tuple(numpy.array(axis, dtype=int).reshape((-1,) + (1,) * (len(axes) - number))
                 for number, axis in enumerate(axes, 1))


@lru_cache(512)
def offsets(*sizes: int) -> At:
    """The places of a box of these sizes, each axis along one of its own."""
    return mesh(*map(range, sizes))


def along(x: Volume, at: At, axis: int) -> Any:
    """For each place the whole line of values through it along an axis: (places, size)."""
    if axis == len(at) - 1:
        return x[at[:-1]].value
    line = [index[:, None] for index in at]
    line[axis] = numpy.arange(x.shape[axis])[None]
    return x[tuple(line)].value


def spread(at: At, axes: int) -> At:
    """Places along a first axis, with more axes behind it."""
    return tuple(index.reshape(-1, *(1,) * axes) for index in at)


def inside(at: At, shape: Shape, axes: Iterable[int]) -> tuple[At, Any]:
    """Places moved into a volume where they lie outside it along some axes, and which of them did not have to be."""
    held, kept = list(at), True
    for axis in axes:
        held[axis] = numpy.maximum(numpy.minimum(at[axis], shape[axis] - 1), 0)
        kept = kept & (at[axis] == held[axis])
    return tuple(held), kept


def or_zero(x: Volume, at: At, *axes: int) -> Reference:
    """The values at places of which some lie outside along some axes: those are 0."""
    held, kept = inside(at, x.shape, axes)
    found = x[held]
    return Reference(found.value * kept, None if found.sizes is None else found.sizes * kept, found.terms)


def channel(at: At) -> Any:
    """The channels, or features, of places."""
    return at[1] if len(at) == 4 else at[-1]
