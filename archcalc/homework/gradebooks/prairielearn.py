"""PrairieLearn's results.json, of an external grader: one submission, its score from 0 to 1.

Source: https://prairielearn.readthedocs.io, "External grading", "Grading result".
"""

from __future__ import annotations

import json

from archcalc.base import units
from archcalc.homework.languages import ENGLISH, Language
from archcalc.homework.marking.reports import not_marked
from archcalc.homework.marking.whole_class import Class

EACH = True


def render(marked: Class, title: str, language: Language = ENGLISH) -> str:
    """One object; a sheet that cannot be read is not gradable."""
    verdicts = [verdict for marks in marked.marks for verdict in marks.verdicts]
    points, most = sum(verdict.points for verdict in verdicts), sum(verdict.max_points for verdict in verdicts)
    tests = [{"name": verdict.question, "points": units.points(verdict.points),
              "max_points": units.points(verdict.max_points), "message": verdict.feedback,
              "output": verdict.given} for verdict in verdicts]
    left = [not_marked(each, language) for marks in marked.marks for each in marks.lost]
    result = {"gradable": not marked.broken, "score": float(points / most) if most else 0.0,
              "message": "\n".join([title, *left]),
              "tests": tests, "format_errors": [sheet.told(language) for sheet in marked.broken]}
    return json.dumps(result, indent=1) + "\n"
