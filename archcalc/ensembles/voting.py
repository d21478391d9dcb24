"""Hard and soft voting, in exact arithmetic.

Hard: every model has one vote, times its weight, for its likeliest class. Soft: the probabilities of the models are
averaged by weight, and the likeliest class wins. A tie goes to the first class in order, by number where all classes of
the poll are numbers, else by name: as in scikit-learn's VotingClassifier, whose classes are sorted.
Source: the lecture; scikit-learn 1.9, sklearn.ensemble.VotingClassifier.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal, localcontext
from fractions import Fraction
from typing import cast

from archcalc.base.errors import ArchcalcError, quoted
from archcalc.base.named_tuples import NamedTuple
from archcalc.ensembles.ballots import OPEN, ProbabilityBallot, best, soft_winners
from archcalc.ensembles.matched_predictions import Poll
from archcalc.ensembles.prediction_cells import EXACT

_LONGEST = 18
"""Names of so many digits are still numbers."""
_NUMBER = re.compile(f"-?[0-9]{{1,{_LONGEST}}}")


class VoteOutcome(NamedTuple):
    """The vote on an image: each model's class, the ensemble's, and the classes that shared the first place.

    `score` is the votes that the class has, or the sum of its probabilities, of `whole`: the sum of the weights.
    """

    image: str
    answers: tuple[str, ...]
    chosen: str
    tied: tuple[str, ...]
    score: Decimal
    whole: Decimal
    truth: str | None

    @property
    def share(self) -> Fraction:
        """The part of the votes that the class has, or its mean probability."""
        return Fraction(self.score) / Fraction(self.whole)

    @property
    def tie(self) -> bool:
        """True where another class did as well."""
        return len(self.tied) > 1


Outcomes = Iterator[VoteOutcome]


def hard(poll: Poll, weights: Sequence[Decimal] | None = None) -> Iterator[VoteOutcome]:
    """The majority of the models' classes."""
    weights, order = weights or [Decimal(1)] * len(poll.names), places(poll.classes)
    whole = _sum(weights)
    with localcontext(EXACT):
        for ballots in poll.ballots():
            given = [ballot.answers(order) for ballot in ballots]
            for row, image in enumerate(ballots[0].images):
                answers = tuple(each[row] for each in given)
                votes: dict[str, Decimal] = {}
                for chosen, weight in zip(answers, weights, strict=False):
                    votes[chosen] = votes[chosen] + weight if chosen in votes else weight
                first = best(votes, order) if len(votes) > 1 else (answers[0],)
                yield _outcome(poll, image, answers, first, votes[first[0]], whole)


def soft(poll: Poll, weights: Sequence[Decimal] | None = None) -> Iterator[VoteOutcome]:
    """The largest mean probability. Raises ArchcalcError where a file holds classes only."""
    weights, order = weights or [Decimal(1)] * len(poll.names), places(poll.classes)
    if poll.without:
        raise ArchcalcError.of("usage", f"soft voting averages probabilities, and {quoted(poll.without[0])} holds "
                               "classes", hint="--hard counts them")
    whole, names = _sum(weights), list(order)
    with localcontext(EXACT):
        for ballots in poll.ballots():
            given = [ballot.answers(order) for ballot in ballots]
            models = cast("Sequence[ProbabilityBallot]", ballots[:len(poll.names)])
            for row, place in enumerate(soft_winners(models, names, weights)):
                answers = tuple(each[row] for each in given)
                if place == OPEN:
                    shares = [ballot.probabilities(row) for ballot in models]
                    sums = {name: _sum([weight * each[name] for weight, each in zip(weights, shares, strict=True)])
                            for name in names}
                    first = best(sums, order)
                    score = sums[first[0]]
                else:
                    first = (names[place],)
                    score = _sum([weight * ballot.probability(row, names[place])
                                  for weight, ballot in zip(weights, models, strict=True)])
                yield _outcome(poll, models[0].images[row], answers, first, score, whole)


def _sum(numbers: Iterable[Decimal]) -> Decimal:
    return sum(numbers, Decimal(0))


def places(classes: Iterable[str]) -> dict[str, int]:
    """The place of every class in their order.

    >>> places(["10", "9"])
    {'9': 0, '10': 1}
    """
    return {name: place for place, name in enumerate(ordered(classes))}


def ordered(classes: Iterable[str]) -> tuple[str, ...]:
    """Classes in order: by number where all are whole numbers, else by name.

    >>> ordered(["10", "9"]), ordered(["10", "9", "x"]), ordered(["1", "-1", "-2"])
    (('9', '10'), ('10', '9', 'x'), ('-2', '-1', '1'))
    """
    names = list(classes)
    numbers = all(map(_NUMBER.fullmatch, names))
    return tuple(sorted(names, key=lambda name: (int(name), name) if numbers else (0, name)))


def _outcome(poll: Poll, image: str, answers: tuple[str, ...], first: tuple[str, ...], score: Decimal,
             whole: Decimal) -> VoteOutcome:
    truth = answers[-1] if poll.has_truth else None
    return VoteOutcome(image, answers[:len(poll.names)], first[0], first, score, whole, truth)


def parse_weights(text: str | None, models: int) -> list[Decimal] | None:
    """Weights as they are written, 2,1,1: one for each model, not negative, not all zero. Raises ArchcalcError.

    >>> parse_weights("2,0.5", 2)
    [Decimal('2'), Decimal('0.5')]
    """
    if text is None:
        return None
    words = [word.strip() for word in text.split(",")]
    plain = all(word.replace(".", "", 1).isdecimal() and word.isascii() and len(word) <= _LONGEST for word in words)
    if not plain or len(words) != models or not any(map(Decimal, words)):
        raise ArchcalcError.of("usage", f"--weights wants a number for each of the {models} files, none below 0, "
                               f"not all 0, of {_LONGEST} digits at most, found {quoted(text)}",
                               hint="for example --weights 2,1,1")
    return [Decimal(word) for word in words]
