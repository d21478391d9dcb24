"""Searches for the best point of a sweep without trying all, one to a file; being there is being registered."""

from __future__ import annotations

from collections.abc import Generator
from typing import TYPE_CHECKING, Protocol

from archcalc.base.named_tuples import NamedTuple
from archcalc.base.registry import Registry
from archcalc.sweeps.space import Space

if TYPE_CHECKING:
    from random import Random


class Standing(NamedTuple):
    """A point's standing, the least the best: refused ones last, then by how far they break bounds, then by target."""

    refused: bool
    excess: float
    target: float


Tries = Generator[list[int], list[Standing], None]
"""Asks for points by their numbers, and is sent how they stand; whoever asks them stops it."""


class Search(Protocol):
    """One way of searching."""

    WORDS: str
    """A few words on it, for a note."""

    def search(self, within: Space, most: int, chance: Random) -> Tries:
        """The tries of a search which may look at `most` points."""


NAMES = Registry[Search](f"{__name__}.ways", f"{__file__.rpartition('__init__')[0]}ways/__init__.py", "search")
