"""Blocks of an array that stay in a processor's cache through several passes; a GPU takes the whole array at once."""

from __future__ import annotations

from archcalc.operators.operator import Array, Arrays

BLOCK = 2**15
"""Values at once: enough that a call is short beside its work."""


def values_at_once(xp: Arrays, x: Array) -> int:
    """So many values of an array are worked on at once: on a GPU every pass over a block is one more launch."""
    return min(BLOCK, x.size) if getattr(xp, "__name__", "") == "numpy" else x.size
