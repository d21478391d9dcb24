"""Bounds on what is read of an ONNX file: two bytes of it can become an object of two hundred in memory."""

from __future__ import annotations

from archcalc.base.errors import Refused
from archcalc.language.expansion.size_limits import most_layers

MOST_FIELDS = 2_000_000
"""So many fields of messages; of numbers in one piece, so many bytes."""
MOST_STRUCTURE = 40 << 20
"""So many bytes without the arrays' values."""
MOST_NESTED = 32
SMALL_VALUES = 4096
"""Values of so many bytes are kept: shapes, sizes, limits of a clip."""
_MOST_KEPT, _FEWEST = 8 << 20, 64
"""So many bytes of values in all; besides, those of arrays of so few."""


class ReadingBounds:
    """Counts of what was met in a file so far; too much is refused."""

    def __init__(self) -> None:
        self.most = most_layers()
        self.fields = self.structure = self.nodes = self.arrays = 0
        self.kept = 0
        """The bytes of arrays' values that are kept."""

    def count_fields(self, more: int) -> None:
        """So many fields more."""
        self.fields += more
        if self.fields > MOST_FIELDS:
            raise Refused("too-large", f"more than {MOST_FIELDS:,} fields: nodes, arrays, attributes, numbers")

    def count_structure(self, more: int) -> None:
        """So many bytes more, without the arrays' values."""
        self.structure += more
        if self.structure > MOST_STRUCTURE:
            raise Refused("too-large", f"more than {MOST_STRUCTURE:,} bytes of structure")

    def count_node(self) -> None:
        """One more node."""
        self.nodes += 1
        if self.nodes > self.most:
            raise Refused("too-large", f"more than {self.most:,} nodes")

    def count_array(self) -> None:
        """One more array."""
        self.arrays += 1
        if self.arrays > self.most:
            raise Refused("too-large", f"more than {self.most:,} arrays")

    def can_keep(self, size: int) -> bool:
        """True of an array's values that are kept: few bytes, and not too many in all; fewest are always."""
        if size <= _FEWEST:
            return True
        self.kept += size if size <= SMALL_VALUES else 0
        return size <= SMALL_VALUES and self.kept <= _MOST_KEPT
