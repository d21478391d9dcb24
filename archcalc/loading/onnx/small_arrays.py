"""Values of small arrays in other places: row by row, as many as are worth knowing."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain, product
from math import prod
from typing import Any

Values = tuple[Any, ...]


def steps(shape: Sequence[int]) -> list[int]:
    """How far apart the places of each axis are in a row of all values.

    >>> steps((2, 3, 4))
    [12, 4, 1]
    """
    return [prod(shape[axis + 1:]) for axis in range(len(shape))]


def picked(shape: Sequence[int], values: Values, places: Sequence[Sequence[int]]) -> Values:
    """The values at some places of every axis.

    >>> picked((2, 3), (1, 2, 3, 4, 5, 6), [(1,), (2, 0)])
    (6, 4)
    """
    apart = steps(shape)
    moved = [[place * step for place in row] for row, step in zip(places, apart, strict=True)]
    return tuple([values[sum(at)] for at in product(*moved)])


def transposed(shape: Sequence[int], values: Values, order: Sequence[int]) -> Values:
    """The values with the axes in another order.

    >>> transposed((2, 3), (1, 2, 3, 4, 5, 6), (1, 0))
    (1, 4, 2, 5, 3, 6)
    """
    if not order:
        return values
    apart = steps(shape)
    *moved, row = [range(0, shape[axis] * apart[axis], apart[axis] or 1) for axis in order]
    return tuple(chain.from_iterable([values[sum(at):sum(at) + row.stop:row.step] for at in product(*moved)]))


def repeated(shape: Sequence[int], values: Values, wanted: Sequence[int]) -> Values:
    """The values with axes of size 1 repeated, and those that are missing in front.

    >>> repeated((2, 1), (1, 2), (2, 3))
    (1, 1, 1, 2, 2, 2)
    """
    full = (*(1 for _ in wanted[len(shape):]), *shape)
    places = [(0,) * size if own == 1 else range(size) for own, size in zip(full, wanted, strict=True)]
    return picked(full, values, places)


def joined(parts: Sequence[tuple[Sequence[int], Values]], axis: int) -> Values:
    """Arrays one after another along an axis.

    >>> joined([((2, 1), (1, 2)), ((2, 2), (3, 4, 5, 6))], 1)
    (1, 3, 4, 2, 5, 6)
    """
    blocks = prod(parts[0][0][:axis])
    sizes = [prod(shape[axis:]) for shape, _ in parts]
    return tuple([value for block in range(blocks) for size, (_, values) in zip(sizes, parts, strict=True)
                  for value in values[block * size:(block + 1) * size]])


def reduced(shape: Sequence[int], values: Values, axes: Sequence[int]) -> list[Values]:
    """For each place of the other axes the values along some axes.

    >>> reduced((2, 3), (1, 2, 3, 4, 5, 6), (1,))
    [(1, 2, 3), (4, 5, 6)]
    """
    apart = steps(shape)
    others = [range(0, shape[axis] * apart[axis], apart[axis] or 1) for axis in range(len(shape)) if axis not in axes]
    inner = [range(0, shape[axis] * apart[axis], apart[axis] or 1) for axis in axes]
    within = [sum(at) for at in product(*inner)]
    return [tuple([values[sum(at) + place] for place in within]) for at in product(*others)]
