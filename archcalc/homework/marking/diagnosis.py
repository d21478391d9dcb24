"""A wrong answer held against the catalogue: which misconceptions lead to it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

from archcalc.base.errors import Refused
from archcalc.base.named_tuples import NamedTuple
from archcalc.homework.answers.answer import Answer
from archcalc.homework.languages.spoken import Told
from archcalc.homework.marking.inversion import inverted
from archcalc.homework.misconceptions import catalogue
from archcalc.homework.misconceptions._base import Case, Misconception, Mistaken
from archcalc.homework.questions import matching
from archcalc.homework.questions.right_answers import Target

_NEAR = 4
"""Another explanation is worth telling if it is about as likely."""


class Explanation(NamedTuple):
    """A misconception that leads to an answer; how it does, where there is more to tell; and to what, exactly."""

    misconception: Misconception
    told: Told = ""
    target: Target | None = None


_Row = tuple[Misconception, list[Mistaken]]


class Prepared:
    """Misconceptions with the answers that they lead to, the likeliest first.

    They are worked out as far as somebody looks, and once: most wrong answers show one of the first.
    """

    def __init__(self, rows: Iterator[_Row]) -> None:
        self._left, self._known = rows, list[_Row]()

    def __iter__(self) -> Iterator[_Row]:
        place = 0
        while place < len(self._known) or self._another():
            yield self._known[place]
            place += 1

    def _another(self) -> bool:
        """Work out one more, if there is one."""
        row = next(self._left, None)
        if row is not None:
            self._known.append(row)
        return row is not None


def prepared(case: Case) -> Prepared:
    """The answers that misconceptions lead to, for one question."""
    if case.question.figure.given:
        return Prepared(inverted(case))
    right = _Right(case.targets)
    return Prepared((row, found) for row in _rows(case) if (found := _candidates(row, case, right)) or row.matches)


def on_own_shapes(case: Case, below: int) -> Prepared:
    """Answers that the operator's own misconceptions below a rank lead to, on a student's own shapes."""
    right = _Right(case.targets)
    return Prepared((row, found) for row in _rows(case)
                    if row.rank < below and (found := _candidates(row, case, right)))


def _rows(case: Case) -> Iterator[Misconception]:
    """The misconceptions that there are about a question's figure."""
    return (row for row in catalogue() if case.question.figure.name in row.figures)


def likeliest(rows: Prepared, case: Case, answer: Answer) -> tuple[Explanation, Explanation | None] | None:
    """The first misconception that leads to an answer, and another that is about as likely; None where none does."""
    first: Explanation | None = None
    for row, candidates in rows:
        if first and row.rank > first.misconception.rank + _NEAR:
            break
        explanation = _explanation(row, candidates, case, answer)
        if first and explanation:
            return first, explanation
        first = first or explanation
    return (first, None) if first else None


def _explanation(row: Misconception, candidates: list[Mistaken], case: Case, answer: Answer) -> Explanation | None:
    """A misconception as what leads to an answer; None where it does not."""
    if row.matches is not None:
        told = row.matches(case, answer)
        return Explanation(row, told) if told is not None else None
    found = next((each for each in candidates if matching.match(answer, each.target) is not None), None)
    return Explanation(row, found.told, found.target) if found is not None else None


class _Right:
    """The right answers to a question, as wrong ones are held against them: once for all misconceptions."""

    def __init__(self, targets: tuple[Target, ...]) -> None:
        self.values = {(target.value, target.unit) for target in targets}
        first = {target.unit: target for target in reversed(targets)}
        self.written = {unit for unit, target in first.items() if not target.bare}
        """Units that an answer has to write."""


def _candidates(row: Misconception, case: Case, right: _Right) -> list[Mistaken]:
    """The wrong answers that a misconception leads to; no further ones where an operator refuses a student's shapes."""
    found = list[Mistaken]()
    with suppress(Refused):
        for mistaken in row.answers(case) if row.answers else ():
            target = mistaken.target
            if (target.value, target.unit) not in right.values:
                bare = target.bare and target.unit not in right.written
                found.append(mistaken if bare is target.bare else mistaken._replace(target=target._replace(bare=False)))
    return found
