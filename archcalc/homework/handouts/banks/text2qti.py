"""Text that text2qti makes a Canvas quiz of (QTI 1.2).

Source: https://github.com/gpoore/text2qti, its README.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from string import ascii_lowercase

from archcalc.homework.handouts.banks import TOLERANCE
from archcalc.homework.handouts.quiz import Item, Quiz

SUFFIXES = ()
HOLDS = frozenset({TOLERANCE})
_SPECIAL = re.compile(r"([\\*_`$])")


def render(quiz: Quiz) -> str:
    """A title, and the questions, numbered."""
    items = ("\n".join(_item(number, item)) for number, item in enumerate(quiz.items, 1))
    return "\n\n".join([f"Quiz title: {_line(quiz.title)}", *items]) + "\n"


def _item(number: int, item: Item) -> Iterator[str]:
    """A number is exact where the rubric has no tolerance; 0, which Canvas takes for no number, is a text."""
    yield f"{number}. {_line(item.text)}"
    yield f"... {_line(item.working)}"
    if item.kind == "choice":
        for letter, choice in zip(ascii_lowercase, item.shuffled, strict=False):
            yield f"{'*' if choice.percent == 100 else ''}{letter}) {_line(choice.answer)}"
            yield f"... {_line(choice.feedback)}"
    elif item.kind == "number" and item.right.answer != "0" and len(item.spellings) == 1:
        yield f"= {item.right.answer}" + (f" +- {item.slack}" if item.slack else "")
    else:
        yield from (f"* {written}" for written in item.spellings)


def _line(text: str) -> str:
    """One line, in which the signs of Markdown and of HTML stand for themselves."""
    return _SPECIAL.sub(r"\\\1", escape(" ".join(text.split()), quote=False))
