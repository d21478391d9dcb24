"""Markdown: numbered questions, and a key."""

from __future__ import annotations

from string import ascii_lowercase

from archcalc.homework.handouts.quiz import Item, Quiz, key_lines
from archcalc.rendering.formats.markdown import escaped

SUFFIXES = (".md", ".markdown")
HOLDS = frozenset[str]()


def render(quiz: Quiz) -> str:
    """A heading and the questions."""
    items = (_item(number, item) for number, item in enumerate(quiz.items, 1))
    return "\n\n".join([f"# {escaped(quiz.title)}", *items]) + "\n"


def key(quiz: Quiz) -> str:
    """The answers with their arithmetic."""
    return "\n".join([f"# {escaped(quiz.key_title)}\n", *map(_numbered, key_lines(quiz))]) + "\n"


def _numbered(line: str) -> str:
    number, dot, text = line.partition(". ")
    return f"{number}{dot}{escaped(text)}"


def _item(number: int, item: Item) -> str:
    lines = [f"{number}. {escaped(item.text)}"]
    if item.kind == "choice":
        lines += ["", *(f"    - {letter}) {escaped(choice.answer)}"
                        for letter, choice in zip(ascii_lowercase, item.shuffled, strict=False))]
    return "\n".join(lines)
