"""The mistakes that people make, a theme to a file; being there is being registered."""

from __future__ import annotations

from functools import lru_cache
from typing import Protocol

from archcalc.base.registry import Registry
from archcalc.homework.misconceptions._base import Misconception


class MisconceptionFile(Protocol):
    """The misconceptions of one theme."""

    ROWS: tuple[Misconception, ...]
    """Each of them, with a name of its own."""


NAMES = Registry[MisconceptionFile](__name__, __file__, "theme")


@lru_cache
def catalogue() -> tuple[Misconception, ...]:
    """Every misconception, the likeliest first."""
    rows = [row for name in NAMES for row in NAMES.load(name).ROWS]
    return tuple(sorted(rows, key=lambda row: row.rank))
