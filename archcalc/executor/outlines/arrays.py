"""Arrays without values: an array that only knows its shape, and counts the bytes that a real one would hold.

The operators' own rules, run on outlines, tell what a run will need before anything is allocated.
"""

from __future__ import annotations

from archcalc.executor.outlines.products import Multiplied


class OutlineArray(Multiplied):
    """The shape, strides (in bytes) and type of an array, and the memory that it shares.

    The memory is free again when the last outline that shares it is gone.
    """

    __slots__ = ()
