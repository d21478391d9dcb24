"""What of a table of answers is not marked, gathered while it is read: no cell that is filled in vanishes."""

from __future__ import annotations

from typing import Protocol

from archcalc.base.errors import quoted
from archcalc.base.suggestions import did_you_mean
from archcalc.homework.questions.askable import FIGURES
from archcalc.homework.sheets import Left
from archcalc.homework.sheets._headings import is_given

MOST_TOLD = 20
"""So many rows and lines are named one by one."""


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

    def row(self, cells: list[str], reason: str) -> None:
        """Note a row whose answers belong to nothing."""
        self._pieces.append(Left(f"the row {quoted(', '.join(filter(None, map(str.strip, cells))))}", reason))

    def line(self, cells: list[str]) -> None:
        """Note a line above the table that says nothing of it."""
        text = " ".join(filter(None, map(str.strip, cells)))
        if text:
            self._pieces.append(Left(f"the line {quoted(text)}", "it stands above the table", told=True))

    def found(self) -> tuple[Left, ...]:
        """All that is not marked."""
        pieces = tuple(self._pieces[:MOST_TOLD])
        if len(self._pieces) > MOST_TOLD:
            pieces += (Left(f"{len(self._pieces) - MOST_TOLD} more rows", "they name no layer and no question"),)
        cells = "1 cell" if self.printed == 1 else f"{self.printed} cells"
        printed = (Left(cells, "the sheet itself has printed what is in them", told=True),)
        return (*self._columns.values(), *pieces, *(printed if self.printed else ()))


def _column(heading: str, place: int) -> Left:
    if is_given(heading):
        return Left(f"the column {quoted(heading)}", "it is given, and not asked", told=True)
    name = f"the column {quoted(heading)}" if heading else f"column {place + 1}, which has no heading"
    meant = did_you_mean(heading, FIGURES)
    return Left(name, f"no figure is called so{f'; {meant}' if meant else ''}")
