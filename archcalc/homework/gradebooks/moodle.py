"""Moodle's offline grading worksheet: identifier, name, grade, feedback.

Source: https://docs.moodle.org, "Assignment settings", "Offline grading worksheet".
"""

from __future__ import annotations

from archcalc.base import units
from archcalc.homework.gradebooks import _cells
from archcalc.homework.languages import ENGLISH, Language
from archcalc.homework.marking.marks import Marks
from archcalc.homework.marking.reports import not_marked
from archcalc.homework.marking.whole_class import Class

EACH = False
_HEADER = ("Identifier", "Full name", "Grade", "Maximum Grade", "Last modified (grade)", "Feedback comments")
_NEVER = "-"
"""What Moodle writes for a grade that nobody has changed; its importer refuses a file without the column."""


def render(marked: Class, title: str, language: Language = ENGLISH) -> str:
    """A row a student; the feedback tells what was wrong."""
    rows = [(_participant(marked.identifiers.get(marks.student)), marks.student, units.points(marks.score),
             units.points(marks.max_score), _NEVER, told(marks, language)) for marks in marked.marks]
    broken = [(_participant(sheet.who.identifier), sheet.student, "", "", _NEVER, sheet.told(language))
              for sheet in marked.broken]
    return _cells.lines([_HEADER, *rows, *broken])


def _participant(identifier: str | None) -> str:
    return f"Participant {identifier}" if identifier else ""


def told(marks: Marks, language: Language = ENGLISH) -> str:
    """What was wrong, and what is not marked, in a line."""
    return " / ".join([*(f"{verdict.question}: {verdict.feedback}" for verdict in marks.verdicts if not verdict.right),
                       *(not_marked(each, language) for each in marks.lost)])
