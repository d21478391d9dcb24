"""Hard and soft voting, in exact arithmetic.

Hard: every model has one vote, times its weight, for its likeliest class. Soft: the probabilities of the models are
averaged by weight, and the likeliest class wins. A tie goes to the first class in order, by number where all classes of
the poll are numbers, else by name: as in scikit-learn's VotingClassifier, whose classes are sorted.
Source: the lecture; scikit-learn 1.9, sklearn.ensemble.VotingClassifier.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal, localcontext
from fractions import Fraction

from archcalc.base.errors import ArchcalcError, quoted
from archcalc.base.named_tuples import NamedTuple
from archcalc.ensembles.matched_predictions import Poll
from archcalc.ensembles.prediction_file import EXACT, Ballot

_LONGEST = 18
"""Names of so many digits are still numbers."""


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


def hard(poll: Poll, weights: Sequence[Decimal] | None = None) -> Iterator[VoteOutcome]:
    """The majority of the models' classes."""
    weights, order = weights or [Decimal(1)] * len(poll.ballots), places(poll.classes)
    with localcontext(EXACT):
        for image in poll.images:
            answers = tuple(answer(ballot, image, order) for ballot in poll.ballots)
            votes = dict.fromkeys(answers, Decimal(0))
            for chosen, weight in zip(answers, weights, strict=True):
                votes[chosen] += weight
            yield _outcome(poll, image, answers, best(votes, order), votes, weights)


def soft(poll: Poll, weights: Sequence[Decimal] | None = None) -> Iterator[VoteOutcome]:
    """The largest mean probability. Raises ArchcalcError where a file holds classes only."""
    weights, order = weights or [Decimal(1)] * len(poll.ballots), places(poll.classes)
    if bare := [ballot for ballot in poll.ballots if not ballot.classes]:
        raise ArchcalcError.of("usage", f"soft voting averages probabilities, and {quoted(bare[0].source.name)} holds "
                               "classes", hint="--hard counts them")
    with localcontext(EXACT):
        for image in poll.images:
            given = [ballot.probabilities(image) for ballot in poll.ballots]
            answers = tuple(best(probabilities, order)[0] for probabilities in given)
            sums = {name: sum((weight * each[name] for weight, each in zip(weights, given, strict=True)), Decimal(0))
                    for name in given[0]}
            yield _outcome(poll, image, answers, best(sums, order), sums, weights)


def answer(ballot: Ballot, image: str, order: Mapping[str, int] | None = None) -> str:
    """A model's class of an image: its likeliest, the first in order where several are."""
    return best(ballot.probabilities(image), order)[0] if ballot.classes else ballot.answer(image)


def best(scores: Mapping[str, Decimal], order: Mapping[str, int] | None = None) -> tuple[str, ...]:
    """The classes with the highest score, in the order of all classes: of the scores, where no other is given.

    >>> best({"dog": Decimal("0.4"), "cat": Decimal("0.4"), "cow": Decimal("0.2")})
    ('cat', 'dog')
    >>> best({"9": Decimal("0.4"), "10": Decimal("0.4"), "x": Decimal("0.2")})
    ('10', '9')
    """
    highest = max(scores.values())
    order = places(scores) if order is None else order
    return tuple(sorted((name for name, score in scores.items() if score == highest), key=order.__getitem__))


def places(classes: Iterable[str]) -> dict[str, int]:
    """The place of every class in their order.

    >>> places(["10", "9"])
    {'9': 0, '10': 1}
    """
    return {name: place for place, name in enumerate(ordered(classes))}


def ordered(classes: Iterable[str]) -> tuple[str, ...]:
    """Classes in order: by number where all are numbers, else by name.

    >>> ordered(["10", "9"]), ordered(["10", "9", "x"])
    (('9', '10'), ('10', '9', 'x'))
    """
    names = list(classes)
    numbers = all(name.isascii() and name.isdecimal() and len(name) <= _LONGEST for name in names)
    return tuple(sorted(names, key=lambda name: (int(name), name) if numbers else (0, name)))


def _outcome(poll: Poll, image: str, answers: tuple[str, ...], first: tuple[str, ...], scores: Mapping[str, Decimal],
             weights: Sequence[Decimal]) -> VoteOutcome:
    truth = poll.truth.answer(image) if poll.truth else None
    return VoteOutcome(image, answers, first[0], first, scores[first[0]], sum(weights, Decimal(0)), truth)


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
        raise ArchcalcError.of("usage", f"--weights wants a number for each of the {models} files, not all 0, found "
                               f"{quoted(text)}", hint="for example --weights 2,1,1")
    return [Decimal(word) for word in words]
