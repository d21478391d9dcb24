"""Statistics of a volume: the smallest value, the mean, the largest, and the share of zeros."""

from __future__ import annotations

from math import isfinite
from typing import Any

from archcalc.base.named_tuples import NamedTuple


class Values(NamedTuple):
    """Statistics of a volume; mean and share of zeros only where they were asked for."""

    low: float
    high: float
    mean: float | None = None
    zeros: float | None = None

    @property
    def finite(self) -> bool:
        """True where no value is infinite or not a number: those show in the smallest or the largest."""
        return isfinite(self.low) and isfinite(self.high)


def values(xp: Any, array: Any, trace: bool) -> Values:
    """The statistics of a volume."""
    low, high = float(xp.min(array)), float(xp.max(array))
    if not trace:
        return Values(low, high)
    mean = float(xp.mean(array, dtype=xp.float64))
    return Values(low, high, mean, 1 - int(xp.count_nonzero(array)) / array.size)
