"""A wrong answer held against the catalogue: which misconceptions lead to it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

from archcalc.base.errors import Refused
from archcalc.base.named_tuples import NamedTuple
from archcalc.homework.answers.answer import Answer
from archcalc.homework.misconceptions import catalogue
from archcalc.homework.misconceptions._base import Case, Misconception, Mistaken
from archcalc.homework.questions import matching
from archcalc.homework.questions.right_answers import Target

_NEAR = 4
"""Another explanation is worth telling if it is about as likely."""


class Explanation(NamedTuple):
    """A misconception that leads to an answer; how it does, where there is more to tell; and to what, exactly."""

    misconception: Misconception
    told: str = ""
    target: Target | None = None


Prepared = list[tuple[Misconception, list[Mistaken]]]


def prepared(case: Case) -> Prepared:
    """The answers that misconceptions lead to, for one question."""
    return [(row, found) for row in _rows(case) if (found := list(_candidates(row, case))) or row.matches]


def on_own_shapes(case: Case, below: int) -> Prepared:
    """Answers that the operator's own misconceptions below a rank lead to, on a student's own shapes."""
    return [(row, found) for row in _rows(case) if row.rank < below and (found := list(_candidates(row, case)))]


def _rows(case: Case) -> Iterator[Misconception]:
    """The misconceptions that there are about a question's figure."""
    return (row for row in catalogue() if case.question.figure.name in row.figures)


def explanations(rows: Prepared, case: Case, answer: Answer) -> Iterator[Explanation]:
    """The misconceptions that lead to an answer, the likeliest first."""
    for row, candidates in rows:
        if row.matches is not None:
            told = row.matches(case, answer)
            if told is not None:
                yield Explanation(row, told)
            continue
        found = next((each for each in candidates if matching.match(answer, each.target) is not None), None)
        if found is not None:
            yield Explanation(row, found.told, found.target)


def likeliest(found: Iterator[Explanation]) -> tuple[Explanation, Explanation | None] | None:
    """The first explanation, and another that is about as likely; None where there is none."""
    first = next(found, None)
    if first is None:
        return None
    other = next(found, None)
    near = other is not None and other.misconception.rank <= first.misconception.rank + _NEAR
    return first, other if near else None


def _candidates(row: Misconception, case: Case) -> Iterator[Mistaken]:
    """The wrong answers that a misconception leads to."""
    right = {(target.value, target.unit) for target in case.targets}
    bare = {target.unit: target.bare for target in reversed(case.targets)}
    for mistaken in _fitting(row, case):
        target = mistaken.target
        if (target.value, target.unit) not in right:
            told = target if bare.get(target.unit, True) or not target.bare else target._replace(bare=False)
            yield mistaken if told is target else mistaken._replace(target=told)


def _fitting(row: Misconception, case: Case) -> Iterator[Mistaken]:
    """The answers that a misconception leads to; none where an operator refuses a student's shapes."""
    with suppress(Refused):
        yield from row.answers(case) if row.answers else ()
