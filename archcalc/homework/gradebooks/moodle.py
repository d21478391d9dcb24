"""Moodle's offline grading worksheet: identifier, name, grade, feedback.

Source: https://docs.moodle.org, "Assignment settings", "Offline grading worksheet".
"""

from __future__ import annotations

from archcalc.base import units
from archcalc.homework.gradebooks import _cells
from archcalc.homework.marking.marking import Marks
from archcalc.homework.marking.whole_class import Class

EACH = False


def render(marked: Class, title: str) -> str:
    """A row a student; the feedback tells what was wrong."""
    rows = [(_participant(marked, marks.student), marks.student, units.points(marks.score),
             units.points(marks.max_score), _told(marks)) for marks in marked.marks]
    broken = [(_participant(marked, sheet.student), sheet.student, "", "", sheet.reason) for sheet in marked.broken]
    return _cells.lines([("Identifier", "Full name", "Grade", "Maximum Grade", "Feedback comments"), *rows, *broken])


def _participant(marked: Class, student: str) -> str:
    identifier = marked.identifiers.get(student)
    return f"Participant {identifier}" if identifier else ""


def _told(marks: Marks) -> str:
    return " / ".join(f"{verdict.question}: {verdict.feedback}" for verdict in marks.verdicts if not verdict.right)
