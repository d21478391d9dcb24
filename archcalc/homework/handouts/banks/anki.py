"""Anki's text files: a note for each question, with the answer and its arithmetic on the back.

Source: https://docs.ankiweb.net/importing/text-files.html, "File headers".
"""

from __future__ import annotations

from html import escape
from string import ascii_lowercase

from archcalc.base.errors import printable
from archcalc.homework.handouts.quiz import Item, Quiz

SUFFIXES = ()
HOLDS = frozenset[str]()


def render(quiz: Quiz) -> str:
    """Headers that say how the file is read, and a line a note: front, back, tag."""
    head = ["#separator:tab", "#html:true", "#notetype:Basic", f"#deck:archcalc::{_line(quiz.network)}",
            "#tags column:3"]
    return "\n".join([*head, *(_note(item, quiz) for item in quiz.items)]) + "\n"


def _note(item: Item, quiz: Quiz) -> str:
    direction = ' dir="rtl"' if quiz.language.right_to_left else ""
    choices = "".join(f"<br>{letter}) {_html(choice.answer)}"
                      for letter, choice in zip(ascii_lowercase, item.shuffled, strict=False)) \
        if item.kind == "choice" else ""
    front = f"<div{direction}>{_html(item.text)}{choices}</div>"
    back = f'<b dir="ltr">{_html(item.right.answer)}</b><div{direction}>{_html(item.working)}</div>'
    return "\t".join([_quoted(front), _quoted(back), "archcalc"])


def _html(text: str) -> str:
    return escape(_line(text), quote=False)


def _line(text: str) -> str:
    """Text on one line, without the sign between fields."""
    return " ".join(printable(text).split())


def _quoted(field: str) -> str:
    """A field in quotes, as CSV has them: its own quotes are doubled."""
    return '"' + field.replace('"', '""') + '"'
