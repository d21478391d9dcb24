"""A Latin hypercube: every axis is cut into as many stretches as there are points, and each stretch has one of them.

McKay, Beckman and Conover, 1979: A Comparison of Three Methods for Selecting Values of Input Variables.
"""

from __future__ import annotations

from random import Random

from archcalc.sweeps.space import Space, shuffled

_MOST_ROUNDS = 100


def numbers(drawn_from: Space, count: int, chance: Random) -> set[int]:
    """The numbers of `count` points, or of all; where two fall together, another hypercube gives what is missing."""
    if count >= drawn_from.total:
        return set(range(drawn_from.total))
    found: set[int] = set()
    for _ in range(_MOST_ROUNDS):
        missing = count - len(found)
        if not missing:
            break
        orders = [shuffled(missing, chance) for _ in drawn_from.lengths]
        for stretches in zip(*orders, strict=True):
            found.add(drawn_from.number(tuple(
                [int((stretch + chance.random()) / missing * length)
                 for stretch, length in zip(stretches, drawn_from.lengths, strict=True)])))
    free = (number for number in range(drawn_from.total) if number not in found)
    while len(found) < count:  # nearly all points are wanted: the first of those that are left
        found.add(next(free))
    return found
