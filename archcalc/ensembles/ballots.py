"""A stretch of one model's predictions, and what can be said of it in floating point; the rest is left to decimals.

Floating-point numbers decide where they are sure to: where the largest is larger than the next by more than all that
rounding may have done. What they leave open is worked out exactly, so that the answer is the exact one either way.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any, Protocol

from archcalc.base.named_tuples import NamedTuple

_UNIT = 2.0**-52
"""Twice the part by which one operation of float64 may be off."""
OPEN = -1
"""The place of a class that floating-point numbers do not tell."""


class Ballot(Protocol):
    """Some images, in order, and what one model says of them."""

    @property
    def images(self) -> Sequence[str]:
        """The images' names."""

    def answers(self, order: Mapping[str, int]) -> list[str]:
        """The model's class of every image: its likeliest, the first in order where several are."""

    def renamed(self, images: Sequence[str]) -> Ballot:
        """The same of images that are called otherwise."""


class ClassBallot(NamedTuple):
    """Classes: one for every image."""

    images: Sequence[str]
    named: Sequence[str]

    def answers(self, order: Mapping[str, int]) -> list[str]:
        """The classes as the file has them."""
        return list(self.named)

    def renamed(self, images: Sequence[str]) -> ClassBallot:
        """The same of images that are called otherwise."""
        return self._replace(images=images)


class ProbabilityBallot(NamedTuple):
    """Probabilities: `exact` gives those of a row, one for each class.

    `values` is the same as an array (images, classes) of float64, where there is one; `rounded` says whether that is
    nearest to a printed number, or the number itself.
    """

    images: Sequence[str]
    classes: tuple[str, ...]
    exact: Callable[[int], Sequence[Decimal]]
    values: Any = None
    rounded: bool = True
    one: Callable[[int, int], Decimal] | None = None
    """A single probability, where that is had sooner."""

    def answers(self, order: Mapping[str, int]) -> list[str]:
        """The likeliest classes."""
        names = sorted(self.classes, key=order.__getitem__)
        sure = self._sure(names)
        return [names[place] if place != OPEN else best(self.probabilities(row), order)[0]
                for row, place in enumerate(sure)]

    def renamed(self, images: Sequence[str]) -> ProbabilityBallot:
        """The same of images that are called otherwise."""
        return self._replace(images=images)

    def probabilities(self, row: int) -> dict[str, Decimal]:
        """The probability of each class of an image."""
        return dict(zip(self.classes, self.exact(row), strict=True))

    def probability(self, row: int, name: str) -> Decimal:
        """The probability of a class of an image."""
        return self.one(row, self.classes.index(name)) if self.one else self.probabilities(row)[name]

    def in_order(self, names: Sequence[str]) -> Any:
        """The array with its columns in another order."""
        if tuple(names) == self.classes:
            return self.values
        places = {name: place for place, name in enumerate(self.classes)}
        return self.values[:, [places[name] for name in names]]

    def _sure(self, names: Sequence[str]) -> Sequence[int]:
        if self.values is None:
            return [OPEN] * len(self.images)
        values = self.in_order(names)
        return winners(values, 4 * _UNIT if self.rounded else None)


def best(scores: Mapping[str, Decimal], order: Mapping[str, int]) -> tuple[str, ...]:
    """The classes with the highest score, in the order of all classes.

    >>> best({"dog": Decimal("0.4"), "cat": Decimal("0.4"), "cow": Decimal("0.2")}, {"cat": 0, "cow": 1, "dog": 2})
    ('cat', 'dog')
    """
    highest = max(scores.values())
    return tuple(sorted((name for name, score in scores.items() if score == highest), key=order.__getitem__))


def winners(scores: Any, doubt: float | None) -> list[int]:
    """The column of the largest score of every row; `OPEN` where another is as large but for so much of a doubt.

    Without a doubt, the scores are exact, and the first of the largest is the one.
    """
    first = scores.argmax(axis=1)
    if doubt is None:
        return list(first.tolist())
    near = (scores >= scores.max(axis=1, keepdims=True) - doubt).sum(axis=1)
    first[near > 1] = OPEN
    return list(first.tolist())


def soft_winners(ballots: Sequence[ProbabilityBallot], names: Sequence[str], weights: Sequence[Decimal]) -> list[int]:
    """The place among the names of the class with the largest mean; `OPEN` where rounding might decide."""
    if any(ballot.values is None for ballot in ballots):
        return [OPEN] * len(ballots[0].images)
    total = float(sum(weights, Decimal(0)))
    sums = sum(ballot.in_order(names) * (float(weight) / total)
               for ballot, weight in zip(ballots, weights, strict=True))
    return winners(sums, 2 * (len(ballots) + 8) * _UNIT)
