"""Adaptive pooling: each axis cut into bins, which overlap where the bins do not divide the axis."""

from __future__ import annotations

from collections.abc import Callable
from math import gcd

from archcalc.operators.operator import Array, Arrays
from archcalc.operators.sliding_window import rounded_up


def reduced(xp: Arrays, reduce: Callable[..., Array], x: Array, counts: tuple[int, ...]) -> Array:
    """(n, c, h, w) to (n, c, *counts); `reduce` is xp.mean or xp.max, and is applied to one axis after the other.

    All rows of a bin have as many columns, so that the mean of their means is the bin's mean.
    """
    for axis, count in enumerate(counts, 2):
        front = (slice(None),) * axis
        x = xp.stack([reduce(x[(*front, slice(first, last))], axis=axis) for first, last in bins(x.shape[axis], count)],
                     axis=axis)
    return x


def bins(size: int, count: int) -> list[tuple[int, int]]:
    """The beginning and end of each bin of an axis.

    >>> bins(10, 3)
    [(0, 4), (3, 7), (6, 10)]
    """
    return [(i * size // count, rounded_up((i + 1) * size, count)) for i in range(count)]


def bin_span(size: int, bins: int) -> int:
    """The widest bin: bin i runs from i*size/bins, rounded down, to (i + 1)*size/bins, rounded up.

    It begins i*size mod bins past a whole number (in parts of one), which is `bins` less their common divisor at most.

    >>> bin_span(14, 7), bin_span(10, 7)
    (2, 3)
    """
    return rounded_up(bins - gcd(size, bins) + size, bins)
