"""What marking gives: verdicts on answers, and the marks of a sheet."""

from __future__ import annotations

from fractions import Fraction

from archcalc.base.named_tuples import NamedTuple
from archcalc.homework.marking.judging import ACCEPTED, CORRECT
from archcalc.homework.sheets import Left


class Verdict(NamedTuple):
    """An answer marked. `expected` is empty where nothing may be given away."""

    question: str
    given: str
    expected: str
    verdict: str
    points: Fraction
    max_points: Fraction
    misconception: str | None
    feedback: str
    convention: str = ""
    chosen: str = ""
    """The wrong choice that its misconception names, in words; empty of what no rubric gives to choose from."""

    @property
    def right(self) -> bool:
        """True for correct and accepted answers."""
        return self.verdict in {CORRECT, ACCEPTED}


class Marks(NamedTuple):
    """A sheet marked: its points, and those that could be had."""

    student: str
    verdicts: tuple[Verdict, ...]
    score: Fraction
    max_score: Fraction
    left: tuple[Left, ...] = ()
    """What of the sheet is not marked."""

    @property
    def lost(self) -> tuple[Left, ...]:
        """Parts of the sheet that are not marked, and may have been meant to be."""
        return tuple(each for each in self.left if not each.told)

    @property
    def whole(self) -> bool:
        """True where nothing that was handed in is left out of the marks."""
        return not self.lost
