"""A local search: from points by chance to the best neighbour, as long as one is better; then from another point."""

from __future__ import annotations

from random import Random

from archcalc.sweeps.searches import Tries
from archcalc.sweeps.space import Space

WORDS = "local search: from points by chance to the best neighbour, until none is better"


def search(within: Space, most: int, chance: Random) -> Tries:
    """Steepest descents, one after another."""
    while True:
        here = within.anywhere(chance)
        (standing,) = yield [here]
        while near := within.neighbours(here):
            standings = yield near
            best, place = min(zip(standings, near, strict=True))
            if best >= standing:
                break
            standing, here = best, place
