"""Kahoot's spreadsheet: questions of at most 120 characters with two to four answers, wrong ones by misconceptions.

Source: Kahoot's template for imports, its headings and its limits.
"""

from __future__ import annotations

from io import BytesIO

from archcalc.base.errors import printable
from archcalc.homework.handouts.quiz import AnswerChoice, Item, Quiz
from archcalc.rendering.formats._inert_workbook import inert_workbook

SUFFIXES = (".xlsx",)
HOLDS = frozenset[str]()
_QUESTION, _ANSWER, _LEAST, _MOST, _SECONDS = 120, 75, 2, 4, 120
_HEADINGS = ("", f"Question - max {_QUESTION} characters",
             *(f"Answer {number} - max {_ANSWER} characters" for number in range(1, _MOST + 1)),
             "Time limit (sec) – 5, 10, 20, 30, 60, 90, 120, or 240 secs", "Correct answer(s) - choose at least one")
_HEAD = 7
"""The row of the headings, from 0."""


def takes(item: Item) -> bool:
    """True for a question short enough that has wrong answers to choose from; of one of choice all are shown."""
    shown = _shown(item)
    fits = item.kind != "choice" or len(item.choices) <= _MOST
    return fits and len(_text(item)) <= _QUESTION and len(shown) >= _LEAST \
        and all(len(each.answer) <= _ANSWER for each in shown)


def render(quiz: Quiz) -> bytes:
    """A workbook as Kahoot's template is: a title, the headings in row 8, a question a row. Raises ArchcalcError."""
    out = BytesIO()
    with inert_workbook(out, printable(quiz.title)) as book:
        page = book.add_worksheet("Questions")
        page.write_string(1, 1, printable(quiz.title))
        for column, heading in enumerate(_HEADINGS):
            page.write_string(_HEAD, column, heading)
        for number, item in enumerate(quiz.items, 1):
            shown = _shown(item)
            page.write_number(_HEAD + number, 0, number)
            for column, text in enumerate([_text(item), *(choice.answer for choice in shown)], 1):
                page.write_string(_HEAD + number, column, printable(text))
            page.write_number(_HEAD + number, _MOST + 2, _SECONDS)
            page.write_number(_HEAD + number, _MOST + 3, shown.index(item.right) + 1)
        page.set_column(1, 1, 90)
        page.set_column(2, _MOST + 1, 24)
    return out.getvalue()


def _text(item: Item) -> str:
    """The text, without names where it is too long with them."""
    return item.text if len(item.text) <= _QUESTION or not item.brief else item.brief


def _shown(item: Item) -> list[AnswerChoice]:
    """The right answer and the likeliest wrong ones, shuffled."""
    wrong = [choice for choice in item.choices[1:] if not choice.percent or item.kind == "choice"]
    kept = [item.right, *wrong][:_MOST]
    return [choice for choice in item.shuffled if choice in kept]
