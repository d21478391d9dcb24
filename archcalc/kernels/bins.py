"""Adaptive pooling: each axis cut into bins, which overlap where the bins do not divide the axis."""

from __future__ import annotations

from typing import Any

from archcalc.rules.windows import rounded_up


def reduced(xp: Any, reduce: Any, x: Any, bins: tuple[int, int]) -> Any:
    """(n, c, h, w) to (n, c, *bins); `reduce` is xp.mean or xp.max, and is applied to one axis after the other.

    All rows of a bin have as many columns, so that the mean of their means is the bin's mean.
    """
    rows = xp.stack([reduce(x[:, :, first:last], axis=2) for first, last in _bins(x.shape[2], bins[0])], axis=2)
    return xp.stack([reduce(rows[:, :, :, first:last], axis=3) for first, last in _bins(x.shape[3], bins[1])], axis=3)


def _bins(size: int, bins: int) -> list[tuple[int, int]]:
    return [(i * size // bins, rounded_up((i + 1) * size, bins)) for i in range(bins)]
