"""Moodle's GIFT: numerical questions with partial credit, short answers, multiple choice.

Source: https://docs.moodle.org, "GIFT format", and Moodle's question/format/gift/format.php.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import escape

from archcalc.base.errors import printable
from archcalc.homework.handouts.banks import PARTIAL, TOLERANCE
from archcalc.homework.handouts.quiz import Item, Quiz

SUFFIXES = (".gift",)
HOLDS = frozenset({PARTIAL, TOLERANCE})
Writer = Callable[[str], str]
_SPECIAL = re.compile(r"([~=#{}:\\])")


def render(quiz: Quiz) -> str:
    """The questions, a blank line between them, in a category of their own."""
    written = _from_the_right if quiz.language.right_to_left else _escaped
    head = f"$CATEGORY: archcalc/{printable(quiz.network)}"  # Moodle reads this line as it stands
    return "\n\n".join([head, *(_item(item, written) for item in quiz.items)]) + "\n"


def _item(item: Item, written: Writer) -> str:
    answers = {"number": _numerical, "volume": _short, "choice": _choice}[item.kind](item, written)
    body = "\n".join(["{#" if item.kind == "number" else "{", *(f"\t{line}" for line in answers),
                      f"\t####{written(item.working)}", "}"])
    return f"::{_escaped(item.key)}::[{_FORMATS[written]}]{written(item.text)} {body}"


def _numerical(item: Item, written: Writer) -> Iterator[str]:
    """The right answer has the rubric's tolerance; without one, every digit counts."""
    for choice in item.choices:
        credit = "" if choice.percent == 100 else f"%{choice.percent}%"
        yield f"={credit}{choice.answer}:{item.slack if choice is item.right else 0}#{written(choice.feedback)}"


def _short(item: Item, written: Writer) -> Iterator[str]:
    yield from (f"={_escaped(spelling)}#{written(item.right.feedback)}" for spelling in item.spellings)
    for choice in (each for each in item.choices if each.percent != 100):
        yield f"=%{choice.percent}%{_escaped(choice.answer)}#{written(choice.feedback)}"


def _choice(item: Item, written: Writer) -> Iterator[str]:
    """A choice is read as the question's text is: as plain text, or as HTML."""
    html = _FORMATS[written] == "html"
    for choice in item.shuffled:
        mark = "=" if choice.percent == 100 else f"~%{choice.percent}%" if choice.percent else "~"
        shown = escape(choice.answer, quote=False) if html else choice.answer
        yield f"{mark}{_escaped(shown)}#{written(choice.feedback)}"


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text.replace("\n", " "))


def _from_the_right(text: str) -> str:
    """A paragraph that runs from right to left, which plain text cannot say."""
    return _escaped(f'<p dir="rtl">{escape(text, quote=False)}</p>')


_FORMATS: dict[Writer, str] = {_escaped: "plain", _from_the_right: "html"}
"""What a text is, by how it is written; feedback has the format of its question."""
