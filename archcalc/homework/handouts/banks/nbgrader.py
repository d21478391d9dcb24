"""nbgrader: the notebook of an assignment's source, with solutions, and a hidden test that gives partial credit.

Source: https://nbgrader.readthedocs.io, "Notebook cell metadata" (schema 3) and "Creating and grading assignments".
"""

from __future__ import annotations

from collections.abc import Iterator

from archcalc.base.units import points
from archcalc.homework.handouts.banks import PARTIAL, POINTS, TOLERANCE
from archcalc.homework.handouts.banks._notebook import book, cell, head, marks, question, variable
from archcalc.homework.handouts.quiz import Item, Quiz

SUFFIXES = (".ipynb",)
HOLDS = frozenset({PARTIAL, TOLERANCE, POINTS})
_SCHEMA = 3


def takes(item: Item) -> bool:
    """True for a question that `check` knows."""
    return item.is_keyed


def render(quiz: Quiz) -> str:
    """The notebook: `nbgrader generate_assignment` takes solutions and tests out of it."""
    cells = [cell("about", "markdown", head(quiz))]
    for number, item in enumerate(quiz.items, 1):
        cells += _cells(quiz, number, item)
    return book(cells)


def _cells(quiz: Quiz, number: int, item: Item) -> Iterator[dict[str, object]]:
    """The question, where the answer goes, and what marks it: its last value are the points."""
    name = variable(number)
    yield cell(f"question-{number}", "markdown", question(number, item))
    yield cell(f"answer-{number}", "code", f'{name} = ""\n### BEGIN SOLUTION\n{name} = {item.right.answer!r}\n'
               "### END SOLUTION", _graded(f"answer_{number}", solution=True))
    test = (f"### BEGIN HIDDEN TESTS\nimport archcalc\n\nmarks = {marks(quiz, number, item)}\nprint(marks)\n"
            'marks.head["score"]\n### END HIDDEN TESTS')
    yield cell(f"test-{number}", "code", test,
               _graded(f"test_{number}", grade=True, locked=True, points=points(item.terms.points)))


def _graded(name: str, *, solution: bool = False, grade: bool = False, locked: bool = False,
            **more: object) -> dict[str, object]:
    return {"nbgrader": {"grade": grade, "grade_id": name, "locked": locked, "schema_version": _SCHEMA,
                         "solution": solution, "task": False, **more}}
