"""Answers of a class as Google Forms, Microsoft Forms, Moodle and Canvas export them: a row for each student.

A column whose heading holds a question's key is marked: conv1_1.params, `2. conv1_1.params (2 points)`, or Canvas's
`123456: conv1_1.params`; of a quiz also `Response 1`, where the text under `Question 1` holds the key. Sources: the
exports of forms.google.com, forms.office.com, Moodle's quiz report "Responses" with question texts, and Canvas's
Student Analysis Report.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from archcalc.base.errors import quoted
from archcalc.base.named_tuples import NamedTuple
from archcalc.homework.languages.spoken import said
from archcalc.homework.questions.askable import is_asked
from archcalc.homework.questions.networks import plain_name
from archcalc.homework.sheets import Entry, Left, Sheet
from archcalc.homework.sheets._form_words import names, numbers, pairs, tells

_KEY = re.compile(r"(?:^|(?<=[\s:(\"]))(?:[\w#/-]+(?:\([^()]*\))?\.)?[\w/-]+\.(\w+)(?=[\s?:)\"]|$)")
_POINTS = re.compile("[0-9]+(?:[.,][0-9]+)?")
"""The heading beside a question's in Canvas: what it is worth."""


class Responses(NamedTuple):
    """Columns of such a table: of questions with their keys, of names, of all else with their headings.

    `pairs` are a quiz's questions, as texts that hold the keys, with the responses to them.
    """

    headings: tuple[str, ...]
    questions: tuple[tuple[int, str], ...]
    names: tuple[int, ...]
    pairs: tuple[tuple[int | None, int], ...]
    others: tuple[tuple[int, Left], ...]
    numbers: tuple[int, ...] = ()
    """Columns of addresses and numbers: two students may have one name."""

    def student(self, cells: list[str]) -> str:
        """The student of a row."""
        return " ".join(filter(None, (_cell(cells, i) for i in self.names)))

    def sheets(self, rows: Iterable[list[str]], network: str) -> Iterator[Sheet]:
        """A sheet for each student: of several rows the last, for a form appends what is handed in again."""
        found: dict[tuple[str, ...], list[list[str]]] = {}
        for cells in rows:
            if any(map(str.strip, cells)):
                who = self.student(cells), *(_cell(cells, i).casefold() for i in self.numbers)
                found.setdefault(who, []).append(cells)
        for (student, *_), (*before, last) in found.items():
            left = {str(each.what): each for each in self._left(last)}
            earlier = [Left(said("earlier rows"), said("the last row counts"), told=True)] if before else []
            numbers = tuple(filter(None, (_cell(last, i) for i in self.numbers)))
            yield Sheet(student, network, tuple(self._entries(last)), (*left.values(), *earlier), numbers)

    def _entries(self, cells: list[str]) -> Iterator[Entry]:
        """The answers of a row."""
        for i, key in self.questions:
            yield Entry(key, _cell(cells, i))
        for asked, given in self.pairs:
            key = _key(_cell(cells, asked))
            if key:
                yield Entry(key, _cell(cells, given))

    def _left(self, cells: list[str]) -> Iterator[Left]:
        """Parts of a row that are not marked: columns that are no question's, and responses to what is not known."""
        for i, told in self.others:
            if _cell(cells, i):
                yield told
        for asked, given in self.pairs:
            text = _cell(cells, asked)
            if _cell(cells, given) and not _key(text):
                yield Left(said("the column {heading}", heading=quoted(self.headings[given])),
                           said("the text of its question names no figure of a layer, as conv1_1.params") if text
                           else said("the text of its question is not there: export it too"))


def responses(cells: list[str]) -> Responses | None:
    """The columns that a row heads, where it heads answers of several students; None for another."""
    plain = [plain_name(cell.replace("’", "'")) for cell in cells]
    whose = names(plain)
    questions = tuple((i, key) for i, cell in enumerate(cells) if i not in whose and (key := _key(cell)))
    answered = pairs(cells)
    if not (whose and (questions or answered)):
        return None
    used = {*whose, *(i for i, _ in questions), *(i for pair in answered for i in pair)}
    others = ((i, _other(cell.strip(), beside=i - 1 in dict(questions)))
              for i, cell in enumerate(cells) if i not in used)
    return Responses(tuple(map(str.strip, cells)), questions, whose, answered, tuple(others), numbers(plain))


def _other(heading: str, *, beside: bool) -> Left:
    """A column that is no question's; `beside` one, a number tells what an answer was worth."""
    if (beside and _POINTS.fullmatch(heading)) or tells(plain_name(heading)):
        return Left(said("the column {heading}", heading=quoted(heading)),
                    said("it tells whose answers these are, and when"), told=True)
    return Left(said("the column {heading}", heading=quoted(heading)), said("its heading names no question"))


def _cell(cells: list[str], place: int | None) -> str:
    return cells[place].strip() if place is not None and place < len(cells) else ""


def _key(text: str) -> str:
    """The question that a heading, or a question's text, holds; or nothing."""
    return next((match[0] for match in _KEY.finditer(text.strip()) if is_asked(match[1])), "")
