"""An array of a file as its header has it; its values are read when they are asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from archcalc.base.named_tuples import NamedTuple

MOST_ARRAYS = 200_000
"""So many arrays of one file are looked at: twice those of a network of a hundred thousand layers."""


class StoredArray(NamedTuple):
    """The shape of an array, and how its values are had while its file is open.

    `values` raises ArchcalcError where they are cut off, or no numbers.
    """

    shape: tuple[int, ...]
    values: Callable[[], Any]

    def reshape(self, shape: tuple[int, ...]) -> StoredArray:
        """The same values under other axes."""
        return StoredArray(shape, lambda: self.values().reshape(shape))
