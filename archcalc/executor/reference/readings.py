"""Values read from arrays of a run: at once where arrays are at hand, else gathered on their device, fetched together.

A device works on while the next steps are asked for, unless somebody waits for a value of it. So values are taken out
of an array by the device itself, lie side by side there, and are fetched in one go: once a run, or as often as they
fill MOST_GATHERED.
"""

from __future__ import annotations

from typing import Any, Protocol

from archcalc.executor.backends import Backend
from archcalc.executor.reference.reference_values import At, numpy

MOST_GATHERED = 64 * 2**20
"""Bytes of values that wait on a device."""


class Readings(Protocol):
    """A reader of values."""

    def read(self, array: Any, at: At) -> Any:
        """The values at some places, as an array, or as what becomes one by `numpy.asarray` once they are fetched."""

    def fetch(self) -> None:
        """Have everything that was read."""

    @property
    def full(self) -> bool:
        """True where it is time to fetch."""


class AtHand:
    """Values of arrays that share NumPy's memory."""

    full = False

    def read(self, array: Any, at: At) -> Any:
        """The values, which are there."""
        return array[at]

    def fetch(self) -> None:
        """Nothing is left to be had."""


class GatheredReadings:
    """Values of a device's arrays, which stay there until they are fetched."""

    def __init__(self, device: Backend) -> None:
        self.device, self.waiting, self.bytes = device, list[Awaited](), 0
        self.places: dict[int, tuple[Any, Any]] = {}
        """Indices that are on the device, by those that they are copies of: many looks ask for the same."""

    def read(self, array: Any, at: At) -> Any:
        """The values, still on the device."""
        found = array[tuple(self._there(index) if isinstance(index, numpy.ndarray) else index for index in at)]
        self.bytes += found.nbytes
        self.waiting.append(Awaited(found))
        return self.waiting[-1]

    def _there(self, index: Any) -> Any:
        if id(index) not in self.places:
            self.places[id(index)] = index, self.device.taken(index)  # the first is kept, so that no other gets its id
        return self.places[id(index)][1]

    @property
    def full(self) -> bool:
        """True where as much waits as may."""
        return self.bytes >= MOST_GATHERED

    def fetch(self) -> None:
        """Fetch all that waits, a type of number at a time."""
        together, xp = dict[Any, list[Awaited]](), self.device.namespace()
        for each in self.waiting:
            together.setdefault(each.values.dtype, []).append(each)
        for alike in together.values():
            line, first = self.device.fetched(xp.concatenate([each.values.reshape(-1) for each in alike])), 0
            for each in alike:
                shape, stop = each.values.shape, first + each.values.size
                each.values, first = line[first:stop].reshape(shape), stop
        self.waiting, self.bytes = [], 0


class Awaited:
    """Values that are on a device until they are fetched; then `numpy.asarray` gives them."""

    __slots__ = ("values",)

    def __init__(self, values: Any) -> None:
        self.values = values

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> Any:
        return numpy.asarray(self.values, dtype=dtype)


def readings(device: Backend) -> Readings:
    """The way to read values of a device's arrays."""
    return AtHand() if device.SHARES else GatheredReadings(device)
