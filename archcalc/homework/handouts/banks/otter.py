"""otter-grader: a notebook that `otter assign` makes a student's and an autograder of; a hidden test for each share.

Source: https://otter-grader.readthedocs.io, "Creating Assignments", "Notebook Format".
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from fractions import Fraction

from archcalc.base import units
from archcalc.homework.handouts.banks import PARTIAL, POINTS, TOLERANCE
from archcalc.homework.handouts.banks._notebook import book, cell, head, marks, question, variable
from archcalc.homework.handouts.quiz import Item, Quiz
from archcalc.homework.handouts.quiz_rubric import network_file

SUFFIXES = ()
HOLDS = frozenset({PARTIAL, TOLERANCE, POINTS})


def takes(item: Item) -> bool:
    """True for a question that `check` knows."""
    return item.is_keyed


def render(quiz: Quiz) -> str:
    """The notebook, with answers and tests."""
    beside = network_file(quiz)
    files = f"\nfiles:\n  - {json.dumps(beside)}" if beside else ""
    settings = (f"# ASSIGNMENT CONFIG\nrequirements:\n  - archcalc\nexport_cell:\n  pdf: false{files}")
    cells = [cell("settings", "raw", settings), cell("about", "markdown", head(quiz)),
             cell("imports", "code", "import archcalc")]
    for number, item in enumerate(quiz.items, 1):
        cells += _cells(quiz, number, item)
    return book(cells)


def _cells(quiz: Quiz, number: int, item: Item) -> Iterator[dict[str, object]]:
    """A question's block: what is asked, the solution, the tests."""
    name = f"q{number}"
    yield cell(f"{name}-begin", "raw", f"# BEGIN QUESTION\nname: {name}")
    yield cell(f"{name}-text", "markdown", question(number, item))
    yield cell(f"{name}-solution-begin", "raw", "# BEGIN SOLUTION")
    yield cell(f"{name}-solution", "code", f'{variable(number)} = {item.right.answer!r} # SOLUTION')
    yield cell(f"{name}-solution-end", "raw", "# END SOLUTION")
    yield cell(f"{name}-tests-begin", "raw", "# BEGIN TESTS")
    last = Fraction(0)
    for place, share in enumerate(_shares(item), 1):
        yield _test(f"{name}-test-{place}", marks(quiz, number, item), share, share - last)
        last = share
    yield cell(f"{name}-tests-end", "raw", "# END TESTS")
    yield cell(f"{name}-end", "raw", "# END QUESTION")


def _shares(item: Item) -> list[Fraction]:
    """The points that an answer can get, the least first."""
    shares = {Fraction(1), *item.terms.partial.values()} - {Fraction(0)}
    return sorted(credit * item.terms.points for credit in shares)


def _test(name: str, call: str, least: Fraction, worth: Fraction) -> dict[str, object]:
    """A hidden test that is passed from so many points on, and is worth what the one before is not."""
    settings = f'""" # BEGIN TEST CONFIG\npoints: {float(worth)}\nhidden: true\n""" # END TEST CONFIG'
    right: dict[str, object] = {"data": {"text/plain": ["True"]}, "execution_count": None, "metadata": {},
                                "output_type": "execute_result"}
    test = f'{settings}\n{call}.head["score"] >= {units.points(least)}'
    return cell(name, "code", test, outputs=[right])
