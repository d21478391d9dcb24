"""Every answer of every student, a row each, for one's own statistics; and what is not marked, with the reason."""

from __future__ import annotations

from archcalc.base import units
from archcalc.homework.gradebooks import _cells
from archcalc.homework.languages import ENGLISH, Language
from archcalc.homework.marking.whole_class import Class

EACH = False
_HEADER = ("student", "question", "given", "expected", "verdict", "points", "max_points", "misconception",
           "matched_convention", "feedback")


def render(marked: Class, title: str, language: Language = ENGLISH) -> str:
    """A header and the rows."""
    rows = [(marks.student, verdict.question, verdict.given, verdict.expected, verdict.verdict,
             units.points(verdict.points), units.points(verdict.max_points), verdict.misconception or "",
             verdict.convention, verdict.feedback) for marks in marked.marks for verdict in marks.verdicts]
    left = [_unmarked(marks.student, language.text(each.what), language.text(each.reason))
            for marks in marked.marks for each in marks.lost]
    broken = [_unmarked(sheet.student, "", sheet.told(language)) for sheet in marked.broken]
    return _cells.lines([_HEADER, *rows, *left, *broken])


def _unmarked(student: str, what: str, reason: str) -> tuple[str, ...]:
    return (student, what, "", "", "not marked", "", "", "", "", reason)
