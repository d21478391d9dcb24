"""Gradescope's results.json, for an autograder: one submission, a test for each question.

Source: https://gradescope-autograders.readthedocs.io, "Autograder specifications".
"""

from __future__ import annotations

import json
from fractions import Fraction

from archcalc.base import units
from archcalc.homework.languages import ENGLISH, Language
from archcalc.homework.languages.spoken import said
from archcalc.homework.marking.marks import Verdict
from archcalc.homework.marking.reports import not_marked
from archcalc.homework.marking.whole_class import Class

EACH = True


def render(marked: Class, title: str, language: Language = ENGLISH) -> str:
    """One object. Gradescope shows `output` as Markdown only where it is told to: here everything is text."""
    broken = [{"score": 0, "max_score": 0, "name": title, "status": "failed", "output": sheet.told(language)}
              for sheet in marked.broken]
    tests = [_test(i, verdict, language) for marks in marked.marks for i, verdict in enumerate(marks.verdicts, 1)]
    score = units.points(sum((marks.score for marks in marked.marks), Fraction(0)))
    result = {"score": score, "output": _overview(marked, title, language), "output_format": "text",
              "test_output_format": "text", "test_name_format": "text", "stdout_visibility": "hidden",
              "tests": [*tests, *broken]}
    return json.dumps(result, indent=1) + "\n"


def _test(number: int, verdict: Verdict, language: Language) -> dict[str, object]:
    told = language.text(said(verdict.verdict))
    return {"score": units.points(verdict.points), "max_score": units.points(verdict.max_points),
            "status": "passed" if verdict.right else "failed", "name": verdict.question, "number": str(number),
            "output": f"{verdict.given}: {told}. {verdict.feedback}" if verdict.given else verdict.feedback,
            "tags": [verdict.misconception] if verdict.misconception else []}


def _overview(marked: Class, title: str, language: Language) -> str:
    """The homework's title, and what of the sheet is not marked."""
    return "\n".join([title, *(not_marked(each, language) for marks in marked.marks for each in marks.lost)])
