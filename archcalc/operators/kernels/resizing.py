"""Images of another size: each axis by itself, from a list of the places that each new place takes from.

Places are exact fractions. PyTorch works out those of `nearest` in single precision, which puts some a place too low,
of one in a hundred pairs of sizes: place 41 of 82 is the first of 2 there, and the second here.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from archcalc.base.named_tuples import NamedTuple
from archcalc.operators.operator import Array, Arrays

if TYPE_CHECKING:
    from fractions import Fraction

CUBIC = -0.75
"""The slope of the cubic weights one place away, as PyTorch has it."""


class ResizedAxis(NamedTuple):
    """An axis of a `size` that becomes one of `wanted` places, each a `step` of old places further.

    New place i lies at `first` + i*step among the old ones, whose own places are 0, 1, 2 ...
    """

    size: int
    wanted: int
    step: Fraction
    first: Fraction

    def places(self) -> list[Fraction]:
        """Where each new place lies."""
        return [self.first + i * self.step for i in range(self.wanted)]

    def neighbour(self, place: int) -> int:
        """A place of the axis: past an end its last one."""
        return min(max(place, 0), self.size - 1)


def resized(size: int, wanted: int, factor: float, *, centred: bool, corners: bool, half: bool) -> ResizedAxis:
    """An axis enlarged by a `factor`, or to what is wanted where that is 0.

    New places lie in the middle of theirs (`centred`), or at the beginning; with `corners` the first and the last stay
    where they are. With a `half` they are moved by half a place, so that rounding down gives the nearest.

    >>> axis = resized(4, 8, 2, centred=True, corners=False, half=False)
    >>> [float(place) for place in axis.places()][:3]
    [-0.25, 0.25, 0.75]
    """
    from fractions import Fraction

    if corners:
        return ResizedAxis(size, wanted, Fraction(size - 1, max(1, wanted - 1)), Fraction(0))
    step = 1 / Fraction(str(factor)) if factor else Fraction(int(size), int(wanted))
    first = (step - (0 if half else 1)) / 2 if centred else Fraction(0)
    return ResizedAxis(size, wanted, step, first)


def nearest(xp: Arrays, x: Array, axes: Sequence[ResizedAxis]) -> Array:
    """(n, c, h, w) to (n, c, h', w'): each new place takes from the old one that it lies in."""
    for number, axis in enumerate(axes, 2):
        x = xp.take(x, xp.asarray(taken(axis)), axis=number)
    return x


def taken(axis: ResizedAxis) -> list[int]:
    """The place that each new one takes from.

    >>> taken(resized(2, 5, 0, centred=False, corners=False, half=False))
    [0, 0, 0, 1, 1]
    """
    return [axis.neighbour(place.numerator // place.denominator) for place in axis.places()]


def linear(xp: Arrays, x: Array, axes: Sequence[ResizedAxis]) -> Array:
    """(n, c, h, w) to (n, c, h', w'): each new place from its two neighbours, by how near they are."""
    from fractions import Fraction

    for number, axis in enumerate(axes, 2):
        between = [max(Fraction(0), place) for place in axis.places()]
        lower = [axis.neighbour(place.numerator // place.denominator) for place in between]
        upper = [axis.neighbour(place + 1) for place in lower]
        share = xp.asarray([float(place - low) for place, low in zip(between, lower, strict=True)], dtype=x.dtype)
        share = share.reshape(-1, *(1,) * (len(x.shape) - number - 1))
        low, high = (xp.take(x, xp.asarray(indices), axis=number) for indices in (lower, upper))
        x = low + (high - low) * share
    return x


def cubic(xp: Arrays, x: Array, axes: Sequence[ResizedAxis]) -> Array:
    """(n, c, h, w) to (n, c, h', w'): each new place from four neighbours, weighed by cubic polynomials."""
    for number, axis in enumerate(axes, 2):
        whole = [place.numerator // place.denominator for place in axis.places()]
        weights = [cubic_weights(float(place - first)) for place, first in zip(axis.places(), whole, strict=True)]
        y = None
        for tap in range(4):
            indices = [axis.neighbour(first + tap - 1) for first in whole]
            weight = xp.asarray([each[tap] for each in weights], dtype=x.dtype)
            weight = weight.reshape(-1, *(1,) * (len(x.shape) - number - 1))
            part = xp.take(x, xp.asarray(indices), axis=number) * weight
            y = part if y is None else y + part
        assert y is not None
        x = y
    return x


def cubic_weights(share: float) -> tuple[float, float, float, float]:
    """The weights of the places -1, 0, 1 and 2 for one that lies `share` behind place 0.

    Source: Keys 1981, "Cubic convolution interpolation for digital image processing", with a slope of -3/4.

    >>> cubic_weights(0.5)
    (-0.09375, 0.59375, 0.59375, -0.09375)
    """
    return _far(share + 1), _near(share), _near(1 - share), _far(2 - share)


def _near(x: float) -> float:
    return ((CUBIC + 2) * x - (CUBIC + 3)) * x * x + 1


def _far(x: float) -> float:
    return ((CUBIC * x - 5 * CUBIC) * x + 8 * CUBIC) * x - 4 * CUBIC
