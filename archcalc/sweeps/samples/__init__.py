"""Samples of a sweep's points, one way of drawing them to a file; being there is being registered."""

from __future__ import annotations

from random import Random
from typing import Protocol

from archcalc.base.errors import ArchcalcError, quoted
from archcalc.base.registry import Registry
from archcalc.sweeps.axes import MOST_POINTS
from archcalc.sweeps.space import Space, space
from archcalc.sweeps.sweep import Sweep


class PointSample(Protocol):
    """One way of drawing points."""

    def numbers(self, drawn_from: Space, count: int, chance: Random) -> set[int]:
        """The numbers of `count` points, or of all where there are no more."""


NAMES = Registry[PointSample](__name__, __file__, "sample")


def sampled(sweep: Sweep, words: str, seed: int) -> tuple[tuple[int, ...], str]:
    """The numbers of the points of `latin-hypercube 100`, in their order, and a sentence. Raises ArchcalcError."""
    name, _, points = words.strip().partition(" ")
    way, drawn_from = NAMES.load(name), space(sweep)
    count = int(points) if points.isascii() and points.isdigit() and len(points) < 10 else 0
    if not 0 < count <= MOST_POINTS:
        raise ArchcalcError.of("usage", f"--sample {name} wants a number of points, 1 to {MOST_POINTS:,}, found "
                               f"{quoted(points)}", hint="for example --sample latin-hypercube 1000")
    chance = Random(f"archcalc/{seed}")  # noqa: S311 - the same sample for the same seed, no secret
    found = tuple(sorted(way.numbers(drawn_from, count, chance)))
    return found, f"sample: {len(found):,} of {drawn_from.total:,} points, {name}, seed {seed}"
