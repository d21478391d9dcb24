"""CSV: a sheet of questions with a column for the answers, which `check` marks; and the same with the answers."""

from __future__ import annotations

import csv
from io import StringIO
from string import ascii_lowercase

from archcalc.homework.handouts.banks import FOLLOWED, PARTIAL, POINTS, TOLERANCE
from archcalc.homework.handouts.quiz import Item, Quiz
from archcalc.rendering.formats.csv import defused

SUFFIXES = (".csv",)
HOLDS = frozenset({PARTIAL, TOLERANCE, POINTS, FOLLOWED})
"""The sheet says none of it: `check` marks it by the rubric."""


def takes(item: Item) -> bool:
    """True for a question that `check` knows."""
    return item.is_keyed


def render(quiz: Quiz) -> str:
    """Every question with an empty answer."""
    return _rows(quiz, answered=False)


def key(quiz: Quiz) -> str:
    """Every question with its answer."""
    return _rows(quiz, answered=True)


def _rows(quiz: Quiz, *, answered: bool) -> str:
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["question", "text", "choices", "answer"])
    for item in quiz.items:
        writer.writerow([defused(item.key), defused(item.text), _choices(item), item.right.answer if answered else ""])
    return out.getvalue()


def _choices(item: Item) -> str:
    if item.kind != "choice":
        return ""
    lettered = zip(ascii_lowercase, item.shuffled, strict=False)
    return "; ".join(f"{letter}) {choice.answer}" for letter, choice in lettered)
