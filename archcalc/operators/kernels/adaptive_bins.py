"""Adaptive pooling: each axis cut into bins, which overlap where the bins do not divide the axis."""

from __future__ import annotations

from collections.abc import Callable

from archcalc.operators.operator import Array, Arrays
from archcalc.operators.sliding_window import rounded_up


def reduced(xp: Arrays, reduce: Callable[..., Array], x: Array, counts: tuple[int, int]) -> Array:
    """(n, c, h, w) to (n, c, *counts); `reduce` is xp.mean or xp.max, and is applied to one axis after the other.

    All rows of a bin have as many columns, so that the mean of their means is the bin's mean.
    """
    rows = xp.stack([reduce(x[:, :, first:last], axis=2) for first, last in bins(x.shape[2], counts[0])], axis=2)
    return xp.stack([reduce(rows[:, :, :, first:last], axis=3) for first, last in bins(x.shape[3], counts[1])], axis=3)


def bins(size: int, count: int) -> list[tuple[int, int]]:
    """The beginning and end of each bin of an axis.

    >>> bins(10, 3)
    [(0, 4), (3, 7), (6, 10)]
    """
    return [(i * size // count, rounded_up((i + 1) * size, count)) for i in range(count)]
