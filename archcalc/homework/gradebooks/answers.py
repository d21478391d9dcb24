"""Every answer of every student, a row each, for one's own statistics."""

from __future__ import annotations

from archcalc.base import units
from archcalc.homework.gradebooks import _cells
from archcalc.homework.marking.whole_class import Class

EACH = False
_HEADER = ("student", "question", "given", "expected", "verdict", "points", "max_points", "misconception",
           "matched_convention", "feedback")


def render(marked: Class, title: str) -> str:
    """A header and the rows."""
    rows = [(marks.student, verdict.question, verdict.given, verdict.expected, verdict.verdict,
             units.points(verdict.points), units.points(verdict.max_points), verdict.misconception or "",
             verdict.convention, verdict.feedback) for marks in marked.marks for verdict in marks.verdicts]
    return _cells.lines([_HEADER, *rows])
