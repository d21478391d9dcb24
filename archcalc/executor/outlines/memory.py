"""The bytes that arrays would hold, counted as they are made and let go."""

from __future__ import annotations


class Meter:
    """The bytes held now, and the most that were held at once."""

    def __init__(self) -> None:
        self.held = self.peak = 0

    def take(self, size: int) -> None:
        """Count bytes that are allocated."""
        self.held += size
        self.peak = max(self.peak, self.held)


class Memory:
    """A piece of memory, counted while any array shares it."""

    def __init__(self, meter: Meter, size: int) -> None:
        self.meter, self.size = meter, size
        meter.take(size)

    def __del__(self) -> None:
        self.meter.held -= self.size
