"""Statistics of a volume: the smallest value, the mean, the largest, and the share of zeros."""

from __future__ import annotations

from math import isfinite
from typing import Any

from archcalc.base.named_tuples import NamedTuple
from archcalc.executor.backends import Backend


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


class Statistics:
    """The statistics of volumes, one after another: they stay where the volumes are, and are fetched together."""

    def __init__(self, device: Backend, trace: bool) -> None:
        self.device, self.xp, self.trace = device, device.namespace(), trace
        self.numbers: list[Any] = []
        self.sizes: list[int] = []

    def take(self, array: Any) -> None:
        """Take those of a volume."""
        xp = self.xp
        self.sizes.append(array.size)
        self.numbers += xp.min(array), xp.max(array)
        if self.trace:
            self.numbers += xp.mean(array, dtype=xp.float64), xp.count_nonzero(array)

    def values(self) -> list[Values]:
        """Those of every volume."""
        many = 4 if self.trace else 2
        together = self.xp.stack([self.xp.asarray(each) for each in self.numbers])
        rows = self.device.fetched(together).reshape(-1, many).tolist()
        each = zip(self.sizes, rows, strict=True)
        return [Values(*found[:3], *(1 - other / size for other in found[3:])) for size, found in each]
