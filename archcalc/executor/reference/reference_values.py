"""Reference values: some values of a volume by an operator's definition, in float64, and how closely they must be met.

A product of K terms that is summed up in floating point is off by sqrt(K) roundings, in all likelihood, of the sum of
its terms' sizes; so that sum and K go with every value. Source: Higham 2002 (Accuracy and Stability of Numerical
Algorithms), section 2.8.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache, wraps
from typing import Any, Protocol, TypeVar

from archcalc.executor.backends import backend
from archcalc.operators.operator import Op, Shape

numpy: Any = backend("numpy").namespace()

At = tuple[Any, ...]
"""Places of a volume: for each axis an array of indices, or a number, or a stretch. The arrays fit each other."""


MOST_REMEMBERED = 256
Result = TypeVar("Result")


class Reference:
    """Values, the sum of the sizes of what each is added up from (the value's own where it is None), and its terms.

    Sums of sizes are no less than the values' own sizes, which are mostly enough: the sums are made when asked for.
    """

    __slots__ = ("found", "sizes", "terms")

    def __init__(self, found: Any, sizes: Callable[[], Any] | None = None, terms: int = 1) -> None:
        self.found, self.sizes, self.terms = found, sizes, terms

    @property
    def value(self) -> Any:
        """The values, in float64."""
        return numpy.asarray(self.found, dtype=float)

    @property
    def size(self) -> Any:
        """The sum of the terms' sizes, of each value."""
        return abs(self.value) if self.sizes is None else self.sizes()


Later = Callable[[], Reference]
"""Works out values from what has been read."""


def worked_out(values: Reference | Later) -> Reference:
    """Values that a rule has given, or has yet to work out."""
    return values() if callable(values) else values


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
    every = list(parts)
    return Reference(numpy.array([part.value for part in every]),
                     lambda: numpy.array([part.size for part in every]), max(part.terms for part in every))


def product(x: Reference, weight: Reference) -> Reference:
    """The sum of the products of two stretches of values."""
    products = x.value * weight.value
    return Reference(products.sum(), lambda: numpy.sum(x.size * weight.size), products.size + x.terms)


def products(x: Reference, weight: Reference, axes: int = 1) -> Reference:
    """The sums of the products of stretches of values, each along the last axes; the axes before fit each other."""
    left, right = _stretches(x.value, axes), _stretches(weight.value, axes)
    return Reference(_summed(left, right), lambda: _summed(_stretches(x.size, axes), _stretches(weight.size, axes)),
                     left.shape[-1] + x.terms)


def _stretches(values: Any, axes: int) -> Any:
    return values.reshape(*values.shape[:-axes], -1)


def _summed(x: Any, weight: Any) -> Any:
    """Sums of products along the last axis; (rows, 1, k) and (columns, k) are crossed as two matrices are."""
    if x.ndim == 3 and x.shape[1] == 1 and weight.ndim == 2:
        return x[:, 0] @ weight.T
    return numpy.einsum("...k,...k->...", x, weight)


def total(x: Reference) -> Reference:
    """The sum of a stretch of values."""
    return Reference(x.value.sum(), lambda: numpy.sum(x.size), x.value.size + x.terms)


def plus(x: Reference, y: Reference) -> Reference:
    """The sums of two and two values."""
    return Reference(x.value + y.value, lambda: x.size + y.size, x.terms + y.terms)


def times(x: Reference, y: Reference) -> Reference:
    """The products of two and two values."""
    return Reference(x.value * y.value, lambda: x.size * abs(y.value) + abs(x.value) * (y.size - abs(y.value)),
                     x.terms + y.terms)


def mesh(*axes: Any) -> At:
    """Indices of every axis, each along an axis of its own, so that together they stand for all combinations."""
    return tuple(numpy.array(axis, dtype=int).reshape((-1,) + (1,) * (len(axes) - number))
                 for number, axis in enumerate(axes, 1))


@lru_cache(512)
def offsets(*sizes: int) -> At:
    """The places of a box of these sizes, each axis along one of its own."""
    return mesh(*map(range, sizes))


def remembered(function: Callable[..., Result]) -> Callable[..., Result]:
    """A function of some places, and of what can be compared, that works out the same once for the very same arrays."""
    known: dict[Any, tuple[Result, At]] = {}

    @wraps(function)
    def found(at: At, *facts: Any) -> Result:
        key = *map(id, at), *facts
        if key not in known:
            if len(known) == MOST_REMEMBERED:
                known.clear()
            known[key] = function(at, *facts), at  # which is kept, so that no other array gets its id
        return known[key][0]

    return found


def along(x: Volume, at: At, axis: int) -> Reference:
    """For each place the whole line of values through it along an axis, which comes last."""
    line = list(spread(at, 1))
    line[axis] = numpy.arange(x.shape[axis])
    return x[tuple(line)]


def spread(at: At, axes: int) -> At:
    """Places along their first axes, with more axes behind."""
    return tuple(index[(..., *(None,) * axes)] for index in at)


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
    return Reference(found.value * kept, lambda: found.size * kept, found.terms)


def channel(op: Op, at: At) -> Any:
    """The channels, or features, of an operator's places."""
    return at[op.channel_axis(at)]
