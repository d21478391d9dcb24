"""The figures of a class: how scores are spread, which mistakes are commonest, which questions tell students apart.

A question's discrimination is Pearson's correlation of its points with the points in all other questions (the corrected
item-total correlation): it is high where those who know the rest know it, too, near 0 where that makes no difference.
"""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Sequence
from fractions import Fraction

from archcalc.base.named_tuples import NamedTuple
from archcalc.homework.marking.marks import Marks, Verdict

BINS = 10
LEAST_STUDENTS = 10
"""Of fewer students no discrimination is told."""


class Spread(NamedTuple):
    """How scores are spread: by tenths of what can be had, the last with full marks; the mean and the median."""

    tenths: tuple[int, ...]
    mean: Fraction
    median: Fraction
    most: Fraction


class CommonMistake(NamedTuple):
    """A misconception: who shows it, in how many answers, and one of them as an example."""

    name: str
    students: tuple[str, ...]
    answers: int
    example: Verdict


class QuestionFigures(NamedTuple):
    """A question: how many had it, the share of its points that they got, its discrimination, its commonest mistake."""

    question: str
    asked: int
    share: Fraction
    discrimination: float | None
    mistake: str


def spread(everybody: Sequence[Marks]) -> Spread:
    """The spread of the scores of a class that is not empty."""
    shares = [marks.score / marks.max_score if marks.max_score else Fraction(0) for marks in everybody]
    tenths = Counter(min(BINS - 1, int(share * BINS)) for share in shares)
    scores = [marks.score for marks in everybody]
    return Spread(tuple(tenths[place] for place in range(BINS)), sum(scores, Fraction(0)) / len(scores),
                  Fraction(statistics.median(scores)), max(marks.max_score for marks in everybody))


def common_mistakes(everybody: Sequence[Marks]) -> list[CommonMistake]:
    """The misconceptions behind answers that are not right, those of most students first."""
    who: dict[str, dict[str, None]] = {}
    shown: dict[str, list[Verdict]] = {}
    for marks in everybody:
        for verdict in marks.verdicts:
            if verdict.misconception and not verdict.right:
                who.setdefault(verdict.misconception, {})[marks.student] = None
                shown.setdefault(verdict.misconception, []).append(verdict)
    found = [CommonMistake(name, tuple(students), len(shown[name]), _example(shown[name]))
             for name, students in who.items()]
    return sorted(found, key=lambda each: (-len(each.students), -each.answers, each.name))


def _example(verdicts: list[Verdict]) -> Verdict:
    """An answer to the question at which a mistake is made most."""
    often = Counter(verdict.question for verdict in verdicts).most_common(1)[0][0]
    return next(verdict for verdict in verdicts if verdict.question == often)


def question_figures(everybody: Sequence[Marks]) -> list[QuestionFigures]:
    """Every question, in the order in which they are asked."""
    pairs: dict[str, list[tuple[Verdict, Fraction]]] = {}
    for marks in everybody:
        for verdict in marks.verdicts:
            pairs.setdefault(verdict.question, []).append((verdict, marks.score - verdict.points))
    return [_figures(question, own) for question, own in pairs.items()]


def _figures(question: str, own: list[tuple[Verdict, Fraction]]) -> QuestionFigures:
    points = [verdict.points for verdict, _ in own]
    most = sum((verdict.max_points for verdict, _ in own), Fraction(0))
    named = Counter(verdict.misconception for verdict, _ in own if verdict.misconception and not verdict.right)
    return QuestionFigures(question, len(own), sum(points, Fraction(0)) / most if most else Fraction(0),
                           correlation(points, [rest for _, rest in own]) if len(own) >= LEAST_STUDENTS else None,
                           str(named.most_common(1)[0][0]) if named else "")


def correlation(first: Sequence[Fraction], second: Sequence[Fraction]) -> float | None:
    """Pearson's correlation of two lists of numbers; None where one of them does not vary."""
    if len(set(first)) < 2 or len(set(second)) < 2:
        return None
    return statistics.correlation([*map(float, first)], [*map(float, second)])
