"""The mistakes that people make, by theme; a file's `ROWS` are its misconceptions, and being there is being known."""

from __future__ import annotations

from functools import lru_cache

from archcalc.base.registry import Registry
from archcalc.homework.misconceptions._base import Misconception

NAMES = Registry(__name__, __file__, "theme")


@lru_cache
def catalogue() -> tuple[Misconception, ...]:
    """Every misconception, the likeliest first."""
    rows = [row for name in NAMES for row in NAMES.load(name).ROWS]
    return tuple(sorted(rows, key=lambda row: row.rank))
