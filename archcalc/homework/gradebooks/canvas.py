"""Canvas's gradebook, as its "Import grades" reads it: one assignment, a row a student.

Source: https://community.canvaslms.com, "How do I import grades in the Gradebook?".
"""

from __future__ import annotations

from fractions import Fraction

from archcalc.base import units
from archcalc.homework.gradebooks import _cells
from archcalc.homework.languages import ENGLISH, Language
from archcalc.homework.marking.whole_class import Class

EACH = False


def render(marked: Class, title: str, language: Language = ENGLISH) -> str:
    """A header, the points that can be had, and every student with what the file's name told of the identifier."""
    most = max((marks.max_score for marks in marked.marks), default=Fraction(0))
    rows = [(marks.student, marked.identifiers.get(marks.student, ""), "", "", "", units.points(marks.score))
            for marks in marked.marks]
    broken = [(sheet.student, sheet.who.identifier, "", "", "", "") for sheet in marked.broken]
    return _cells.lines([("Student", "ID", "SIS User ID", "SIS Login ID", "Section", title),
                         ("    Points Possible", "", "", "", "", units.points(most)), *rows, *broken])
