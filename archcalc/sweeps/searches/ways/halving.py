"""Successive halving: many searches begin, the better half goes on with twice as many tries, until one is left.

Jamieson and Talwalkar, 2016: Non-stochastic Best Arm Identification and Hyperparameter Optimization. An arm is a search
from one point of a Latin hypercube to neighbours by chance; what it is given are points that it may try.
"""

from __future__ import annotations

from collections.abc import Generator
from math import isqrt
from random import Random

from archcalc.sweeps.samples import latin_hypercube
from archcalc.sweeps.searches import Standing, Tries
from archcalc.sweeps.space import Space

WORDS = "successive halving: searches from a Latin hypercube's points, of which the better half goes on"

Arm = Generator[list[int], list[Standing], tuple[Standing, int]]
"""A part of one search, and where it has come to."""


def search(within: Space, most: int, chance: Random) -> Tries:
    """Brackets of halving, one after another; what is left of each goes down to where no neighbour is better."""
    while True:
        starts = sorted(latin_hypercube.numbers(within, max(2, isqrt(most)), chance))
        arms = sorted(zip((yield starts), starts, strict=True))
        tries = 1
        while len(arms) > 1:
            arms = arms[:(len(arms) + 1) // 2]
            for number, arm in enumerate(arms):
                arms[number] = yield from _walk(within, arm, tries, chance)
            arms, tries = sorted(arms), 2 * tries
        yield from _descend(within, arms[0])


def _walk(within: Space, arm: tuple[Standing, int], tries: int, chance: Random) -> Arm:
    """Neighbours by chance, one after another; a better one is where it goes on."""
    standing, here = arm
    for _ in range(tries):
        near = within.neighbours(here)
        if not near:
            break
        other = near[int(chance.random() * len(near))]
        (found,) = yield [other]
        standing, here = min((standing, here), (found, other))
    return standing, here


def _descend(within: Space, arm: tuple[Standing, int]) -> Tries:
    """To the best neighbour, as long as one is better."""
    while near := within.neighbours(arm[1]):
        best = min(zip((yield near), near, strict=True))
        if best >= arm:
            break
        arm = best
