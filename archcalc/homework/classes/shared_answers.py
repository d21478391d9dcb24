"""Wrong answers that two students share, and how likely so many are where nobody copied: a hint, never a verdict.

For a pair of students, each question counts that both answered and not both rightly. They share it where the same was
given. Were the students independent, the second would give the first one's answer with the probability with which the
rest of the class, wrong there, does: (k + 1)/(n + 1) for k of n others, so that an answer of nobody else's is not
called impossible. How many a pair shares is then Poisson-binomial, a sum of independent trials with these
probabilities, and the chance of so many or more is added up exactly, in fractions. Times the number of pairs in the
class, it is how many such pairs are to be expected by chance (Bonferroni's bound). Of the answers to which one
misconception leads in both, one counts: who has it, has it everywhere.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import combinations
from unicodedata import normalize

from archcalc.base.named_tuples import NamedTuple
from archcalc.base.report import Column, Table
from archcalc.homework.marking.judging import BLANK
from archcalc.homework.marking.marks import Marks, Verdict

MOST_STUDENTS = 2_000
"""The pairs of a larger class are not looked at."""
FEWEST, EXPECTED = 3, Fraction(1, 100)
"""A pair is told that shares so many, where fewer such pairs than this are expected in the class."""
_COLUMNS = (
    Column("first", "student", rank=0), Column("second", "and", rank=0), Column("shared", "shared", "count", rank=0),
    Column("compared", "of", "count", rank=0), Column("chance", "chance", rank=1),
    Column("expected", "expected pairs", rank=0), Column("answers", "the same wrong answers", "prose", rank=2))
_TITLE = "Wrong answers that two share: a hint, no verdict"


class GivenAnswer(NamedTuple):
    """A student's answer: as it is compared, whether it is right, and the misconception that it shows."""

    value: str
    right: bool
    misconception: str
    shown: str


class SharedAnswers(NamedTuple):
    """A pair of students with the answers that they share, and the chance of so many among those compared."""

    first: str
    second: str
    questions: tuple[tuple[str, str], ...]
    compared: int
    chance: Fraction
    expected: Fraction


class _Answered:
    """The answers of a class to one question."""

    def __init__(self, given: dict[int, GivenAnswer]) -> None:
        self.given = given
        self.wrong = Counter(each.value for each in given.values() if not each.right)
        self.wrongs = sum(self.wrong.values())

    def shares(self) -> Iterator[tuple[int, int]]:
        """The pairs that gave the same, and not both rightly."""
        holders: dict[str, list[int]] = {}
        for student, each in self.given.items():
            holders.setdefault(each.value, []).append(student)
        for value, those in holders.items():
            if value in self.wrong:
                yield from ((i, j) for i, j in combinations(those, 2)
                            if not (self.given[i].right and self.given[j].right))

    def chance(self, first: int, second: int) -> Fraction | None:
        """The chance that two share an answer; None where it does not count."""
        pair = self.given.get(first), self.given.get(second)
        if pair[0] is None or pair[1] is None or (pair[0].right and pair[1].right):
            return None
        own = Counter(each.value for each in pair if each is not None and not each.right)
        others = self.wrongs - sum(own.values())
        values = {pair[0].value} if not pair[1].right else set()
        values |= {pair[1].value} if not pair[0].right else set()
        return max(Fraction(self.wrong[value] - own[value] + 1, others + 1) for value in values)


def found(everybody: Sequence[Marks]) -> tuple[SharedAnswers, ...]:
    """The pairs that share more than chance lets expect, the least likely first; of a large class none."""
    if not 1 < len(everybody) <= MOST_STUDENTS:
        return ()
    questions = _by_question(everybody)
    shared: dict[tuple[int, int], list[str]] = {}
    for question, answered in questions.items():
        for pair in answered.shares():
            shared.setdefault(pair, []).append(question)
    pairs = len(everybody) * (len(everybody) - 1) // 2
    told = (_pair(pair, keys, questions, everybody, pairs) for pair, keys in shared.items() if len(keys) >= FEWEST)
    return tuple(sorted((each for each in told if each), key=lambda each: (each.chance, each.first, each.second)))


def _by_question(everybody: Sequence[Marks]) -> dict[str, _Answered]:
    found: dict[str, dict[int, GivenAnswer]] = {}
    for student, marks in enumerate(everybody):
        for verdict in marks.verdicts:
            if verdict.verdict != BLANK and verdict.given:
                found.setdefault(verdict.question, {})[student] = _given(verdict)
    return {question: _Answered(given) for question, given in found.items()}


def _given(verdict: Verdict) -> GivenAnswer:
    if verdict.chosen:  # the letters of choices stand in another order on each paper
        return GivenAnswer(verdict.chosen, verdict.right, verdict.misconception or "", verdict.given)
    plain = re.sub(r"[\s,]+", "", normalize("NFKC", verdict.given).casefold())
    return GivenAnswer(plain, verdict.right, verdict.misconception or "", verdict.given)


def _pair(pair: tuple[int, int], keys: list[str], questions: dict[str, _Answered], everybody: Sequence[Marks],
          pairs: int) -> SharedAnswers | None:
    """A pair's evidence, where it is more than chance lets expect."""
    chances = {key: chance for key, answered in questions.items()
               if (chance := answered.chance(*pair)) is not None}
    counted = _once_each(keys, pair, questions, chances)
    trials = [chance for key, chance in chances.items() if key in counted or key not in keys]
    if len(counted) < FEWEST or _tail(list(map(float, trials)), len(counted)) * pairs > 2 * EXPECTED:
        return None
    chance = _tail(trials, len(counted))
    if chance * pairs >= EXPECTED:
        return None
    first, second = (everybody[place].student for place in pair)
    shown = tuple((key, questions[key].given[pair[0]].shown) for key in counted)
    return SharedAnswers(first, second, shown, len(trials), Fraction(chance), chance * pairs)


def _once_each(keys: list[str], pair: tuple[int, int], questions: dict[str, _Answered],
               chances: dict[str, Fraction]) -> list[str]:
    """The shared questions; of those that one misconception explains in both, the likeliest."""
    kept: dict[str, str] = {}
    for key in sorted(keys, key=lambda key: chances[key], reverse=True):
        first, second = (questions[key].given[student].misconception for student in pair)
        kept.setdefault(first if first and first == second else f"/{key}", key)
    return [key for key in keys if key in kept.values()]


def _tail(trials: Iterable[Fraction] | Iterable[float], least: int) -> Fraction:
    """The chance of so many successes or more in independent trials."""
    sums: list[Fraction] = [Fraction(1)] if not _are_floats(trials) else [1.0]  # type: ignore[list-item]
    for chance in trials:
        sums = [(sums[i] * (1 - chance) if i < len(sums) else 0) + (sums[i - 1] * chance if i else 0)  # type: ignore[misc]
                for i in range(len(sums) + 1)]
    return sum(sums[least:], start=sums[0] * 0)


def _are_floats(trials: Iterable[object]) -> bool:
    return any(isinstance(each, float) for each in trials)


def table(pairs: Sequence[SharedAnswers]) -> Table:
    """The pairs as a table, with their evidence."""
    rows = tuple((each.first, each.second, len(each.questions), each.compared, f"{float(each.chance):.1e}",
                  f"{float(each.expected):.1e}", "; ".join(f"{key}: {given}" for key, given in each.questions))
                 for each in pairs)
    return Table("shared", _COLUMNS, rows, title=_TITLE)
