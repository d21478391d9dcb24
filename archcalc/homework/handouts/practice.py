"""Practice: questions one after another, the next after what was wrong; a hint and a second try for half of the points.

The same seed, the same earlier rounds and the same answers give the same questions.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from itertools import islice

from archcalc.base.named_tuples import NamedTuple
from archcalc.homework.handouts.items import Item
from archcalc.homework.marking.judging import ACCEPTED, BLANK, CORRECT, UNREADABLE, Judgement
from archcalc.homework.misconceptions import themes

SECOND_TRY = Fraction(1, 2)
"""The share of the points that a right answer gets after a hint."""
_AHEAD = 24
"""Among so many questions the next one is looked for."""
_PURSUED = 2
"""So many questions a misconception is pursued, if they are answered right at once."""


class Attempt(NamedTuple):
    """An answer as it is taken: the judgement; whether it is final; and what it is worth."""

    judgement: Judgement
    final: bool
    points: Fraction = Fraction(0)

    @property
    def counts(self) -> bool:
        """True where it is an answer: neither empty nor unreadable."""
        return self.judgement.verdict not in {BLANK, UNREADABLE}

    @property
    def right(self) -> bool:
        """True where the answer is right."""
        return self.judgement.verdict in {CORRECT, ACCEPTED}


class Practice:
    """A round of questions: which comes next, and the points so far."""

    def __init__(self, questions: Iterable[Item], misconceptions: Iterable[str] = ()) -> None:
        self._questions = iter(questions)
        self._ahead: list[Item] = []
        self._pursued: dict[str, int] = {}
        for name in misconceptions:
            self._pursue(name)
        self._tries = 0
        self.points, self.asked = Fraction(0), 0
        self.misconceptions: list[str] = []
        self.item: Item | None = None

    def next(self) -> Item | None:
        """The next question: of those ahead the one in whose wrong answers the latest mistakes are; None at the end."""
        self._ahead += islice(self._questions, _AHEAD - len(self._ahead))
        self._tries = 0
        self.item = max(self._ahead, key=self._concern, default=None)  # the first of those that are equal
        if self.item is not None:
            self._ahead.remove(self.item)
        return self.item

    def _concern(self, item: Item) -> int:
        """The nearness of a question to the latest mistakes: to their own misconceptions, or others of their themes."""
        foreseen = {choice.misconception for choice in item.choices[1:]}
        return max((2 * place + (name in foreseen) + 1 for place, name in enumerate(self._pursued)
                    if _akin(name, foreseen)), default=0)

    def take(self, judgement: Judgement) -> Attempt:
        """An answer to the question: right, wrong with a try left, or wrong for good."""
        attempt = Attempt(judgement, final=False)
        if not attempt.counts:
            return attempt
        first, self._tries = not self._tries, self._tries + 1
        if not attempt.right and judgement.misconception:
            self.misconceptions.append(judgement.misconception)
            self._pursue(judgement.misconception)
        attempt = attempt._replace(final=attempt.right or not first)
        if attempt.right:
            attempt = attempt._replace(points=Fraction(1) if first else SECOND_TRY)
            self._overcome(first=first)
        if attempt.final:
            self._count(attempt.points)
        return attempt

    def leave(self) -> None:
        """The end of the round; a question of which one try is over counts as asked."""
        if self._tries and self.item is not None:
            self._count(Fraction(0))

    def _pursue(self, name: str) -> None:
        """Take up a misconception as the latest."""
        self._pursued.pop(name, None)
        self._pursued[name] = _PURSUED

    def _count(self, points: Fraction) -> None:
        self.points, self.asked, self.item = self.points + points, self.asked + 1, None

    def _overcome(self, *, first: bool) -> None:
        """Pursue no longer what was foreseen several times and did not happen."""
        foreseen = {choice.misconception for choice in self.item.choices[1:]} if self.item and first else set()
        for name in [name for name in self._pursued if _akin(name, foreseen)]:
            self._pursued[name] -= 1
            if not self._pursued[name]:
                del self._pursued[name]


def _akin(name: str, foreseen: set[str]) -> bool:
    """True where a misconception, or another of its theme, is among those foreseen."""
    return name in foreseen or themes().get(name) in {themes().get(each) for each in foreseen if each}

