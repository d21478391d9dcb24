"""Moodle's GIFT: numerical questions with partial credit, short answers, multiple choice.

Source: https://docs.moodle.org, "GIFT format", and Moodle's question/format/gift/format.php.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from archcalc.base.errors import printable
from archcalc.homework.handouts.quiz import Item, Quiz

SUFFIXES = (".gift",)
_SPECIAL = re.compile(r"([~=#{}:\\])")


def render(quiz: Quiz) -> str:
    """The questions, a blank line between them, in a category of their own."""
    head = f"$CATEGORY: archcalc/{printable(quiz.network)}"  # Moodle reads this line as it stands
    return "\n\n".join([head, *(_item(item) for item in quiz.items)]) + "\n"


def _item(item: Item) -> str:
    answers = {"number": _numerical, "volume": _short, "choice": _choice}[item.kind](item)
    body = "\n".join(["{#" if item.kind == "number" else "{", *(f"\t{line}" for line in answers),
                      f"\t####{_escaped(item.working)}", "}"])
    return f"::{_escaped(item.key)}::[plain]{_escaped(item.text)} {body}"


def _numerical(item: Item) -> Iterator[str]:
    """The tolerance is 0: every digit counts."""
    for choice in item.choices:
        credit = "" if choice.percent == 100 else f"%{choice.percent}%"
        yield f"={credit}{choice.answer}:0#{_escaped(choice.feedback)}"


def _short(item: Item) -> Iterator[str]:
    yield from (f"={_escaped(written)}#{_escaped(item.right.feedback)}" for written in item.spellings)
    for choice in item.choices[1:]:
        yield f"=%{choice.percent}%{_escaped(choice.answer)}#{_escaped(choice.feedback)}"


def _choice(item: Item) -> Iterator[str]:
    for choice in item.shuffled:
        mark = "=" if choice.percent == 100 else f"~%{choice.percent}%" if choice.percent else "~"
        yield f"{mark}{_escaped(choice.answer)}#{_escaped(choice.feedback)}"


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text.replace("\n", " "))
