"""Moodle's Cloze: all questions in one table, with the answers embedded in it.

Source: https://docs.moodle.org, "Embedded Answers (Cloze) question type".
"""

from __future__ import annotations

import re
from html import escape
from math import lcm

from archcalc.homework.handouts.banks import PARTIAL, POINTS, TOLERANCE
from archcalc.homework.handouts.quiz import AnswerChoice, Item, Quiz

SUFFIXES = (".cloze",)
HOLDS = frozenset({PARTIAL, TOLERANCE, POINTS})
_SPECIAL = re.compile(r'([~#}/"\\])')
_TYPES = {"number": "NUMERICAL", "volume": "SHORTANSWER", "choice": "MULTICHOICE_V"}


def render(quiz: Quiz) -> str:
    """One question, as HTML."""
    direction = ' dir="rtl"' if quiz.language.right_to_left else ""
    parts = lcm(*(item.terms.points.denominator for item in quiz.items))  # Moodle's weights are whole
    rows = "\n".join(f"<tr><td>{number}</td><td>{escape(item.text)}</td><td>{_embedded(item, parts)}</td></tr>"
                     for number, item in enumerate(quiz.items, 1))
    return f"<p{direction}>{escape(quiz.title)}</p>\n<table{direction}>\n{rows}\n</table>\n"


def _embedded(item: Item, parts: int) -> str:
    choices = item.shuffled if item.kind == "choice" else list(item.choices)
    if item.kind == "volume":
        choices = [*(item.right._replace(answer=written) for written in item.spellings),
                   *(each for each in item.choices if each.percent != 100)]
    answers = "~".join(_choice(item, choice) for choice in choices)
    return f"{{{item.terms.points * parts}:{_TYPES[item.kind]}:{answers}}}"


def _choice(item: Item, choice: AnswerChoice) -> str:
    credit = "=" if choice.percent == 100 else f"%{choice.percent}%"
    slack = item.slack if choice is item.right else 0
    tolerance = f":{slack}" if item.kind == "number" else ""
    return f"{credit}{_escaped(choice.answer)}{tolerance}#{_escaped(choice.feedback)}"


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", escape(text, quote=False))
