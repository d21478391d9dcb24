"""What of a table of answers is not marked, gathered while it is read: no cell that is filled in vanishes."""

from __future__ import annotations

import re
from typing import Protocol

from archcalc.base.errors import quoted
from archcalc.base.suggestions import nearest
from archcalc.homework.languages.spoken import Told, said
from archcalc.homework.questions.askable import FIGURES, is_asked
from archcalc.homework.sheets import Left
from archcalc.homework.sheets._headings import is_given

MOST_TOLD = 20
"""So many rows and lines are named one by one."""


_ANSWERED = re.compile(r"[\w/)-]\.(\w+)\s*[:=]\s*\S")


def outside(line: str) -> Left:
    """A line beside a table; one that is an answer is not marked, and may have been meant to be."""
    asked = any(is_asked(match[1]) for match in _ANSWERED.finditer(line))
    return Left(said("the line {line}", line=quoted(line)), said("it stands outside of the table"), told=not asked)


class _Header(Protocol):
    @property
    def others(self) -> tuple[tuple[int, str], ...]:
        """Columns that hold no answers, with their headings."""


class Leftover:
    """The columns, rows and lines of one table that hold no answer that is marked."""

    def __init__(self) -> None:
        self.printed = 0
        """Cells that the sheet itself had printed."""
        self._columns: dict[str, Left] = {}
        self._pieces: list[Left] = []

    def columns(self, header: _Header, cells: list[str]) -> None:
        """Note the columns that a row fills in and nobody asks for."""
        for place, heading in header.others:
            if heading not in self._columns and place < len(cells) and cells[place].strip():
                self._columns[heading] = _column(heading, place)

    def row(self, cells: list[str], reason: Told) -> None:
        """Note a row whose answers belong to nothing."""
        told = ", ".join(filter(None, map(str.strip, cells)))
        self._pieces.append(Left(said("the row {row}", row=quoted(told)), reason))

    def line(self, cells: list[str]) -> None:
        """Note a line above the table that says nothing of it."""
        text = " ".join(filter(None, map(str.strip, cells)))
        if text:
            self._pieces.append(Left(said("the line {line}", line=quoted(text)), said("it stands above the table"),
                                     told=True))

    def untitled(self, place: int) -> None:
        """Note that a column without a heading is taken for that of the layers."""
        self._columns[""] = Left(said("column {place}, which has no heading", place=place + 1),
                                 said("its cells are read as the names of the layers"), told=True)

    def found(self) -> tuple[Left, ...]:
        """All that is not marked."""
        pieces = tuple(self._pieces[:MOST_TOLD])
        if len(self._pieces) > MOST_TOLD:
            pieces += (Left(said("{count} more rows", count=len(self._pieces) - MOST_TOLD),
                            said("they name no layer and no question")),)
        printed = (Left(said("{count} cells", count=self.printed),
                        said("the sheet itself has printed what is in them"), told=True),)
        return (*self._columns.values(), *pieces, *(printed if self.printed else ()))


def _column(heading: str, place: int) -> Left:
    name = said("the column {heading}", heading=quoted(heading)) if heading else said(
        "column {place}, which has no heading", place=place + 1)
    if is_given(heading):
        return Left(name, said("it is given, and not asked"), told=True)
    near, reason = nearest(heading, FIGURES), said("no figure is called so")
    meant = said("{reason}; did you mean {nearest}?", reason=reason, nearest=quoted(near)) if near else reason
    return Left(name, meant)
