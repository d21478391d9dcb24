"""The bytes that arrays would hold, counted as they are made and let go."""

from __future__ import annotations


class Meter:
    """The bytes held now, and the most that were held at once."""

    def __init__(self, block: int = 1) -> None:
        self.held = self.peak = 0
        self.block = block
        """The bytes of which every piece of memory takes a multiple."""

    def take(self, size: int) -> None:
        """Count bytes that are allocated."""
        self.held += size
        self.peak = max(self.peak, self.held)


class Memory:
    """A piece of memory, counted while any array shares it."""

    def __init__(self, meter: Meter, size: int) -> None:
        self.meter, self.size = meter, -(-size // meter.block) * meter.block
        meter.take(self.size)

    def __del__(self) -> None:
        self.meter.held -= self.size
