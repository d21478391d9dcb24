"""Tables of text with commas: Kaggle's files, and those that pandas, NumPy and archcalc write."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from decimal import Decimal, localcontext
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

from archcalc.base import files
from archcalc.base.errors import ArchcalcError, Mistake, Place, Refused, quoted
from archcalc.ensembles.ballots import Ballot, ClassBallot, ProbabilityBallot
from archcalc.ensembles.csv_digits import RowDigits, numpy_there, split_row
from archcalc.ensembles.csv_layout import BINARY, is_binary, layout
from archcalc.ensembles.prediction_cells import EXACT, cells, label, wrong_class, wrong_numbers, wrong_probabilities
from archcalc.ensembles.prediction_files import PredictionFile, PredictionStretch
from archcalc.ensembles.table_lines import Lines, TableLine

SUFFIXES = ()
_LOOKED_AT = 20
"""So many lines tell the layout."""


@contextmanager
def opened(path: Path, tolerance: Decimal, classes: Sequence[str]) -> Iterator[PredictionFile]:
    """The predictions in a table, while it is open. Raises ArchcalcError."""
    with files.opened(path) as file:
        yield CommaSeparated(file, path, tolerance, classes)


class CommaSeparated(PredictionFile):
    """A table of predictions, a line for every image."""

    def __init__(self, file: BinaryIO, path: Path, tolerance: Decimal, classes: Sequence[str]) -> None:
        """Find out the layout. Raises ArchcalcError."""
        super().__init__()
        self.path, self.tolerance = path, tolerance
        self._lines = Lines(file, path)
        self._offsets: dict[str, tuple[int, int]] = {}
        first = list(islice(self._lines, _LOOKED_AT))
        if not first:
            raise ArchcalcError.of("empty", f"{quoted(path)} is empty", hint="a header, and a line for every image")
        self.header = self._lines.place(first[0])
        try:
            rows = [found for line in first[1:] if (found := self._cells(line)) is not None]
            self._layout = layout(cells(self._lines.text(first[0].raw)), rows, tolerance)
        except Refused as fact:
            raise ArchcalcError([fact.at(self.header)]) from None
        if not self._layout.several:
            self.header = self._lines.place(first[0], int(self._layout.names))
        titled = self._layout.titles is not None
        self._begin = (first[0].end, first[0].number) if titled else (first[0].start, 0)
        self._read_titles(classes)

    def _read_titles(self, classes: Sequence[str]) -> None:
        """The classes, and what is to be said of them."""
        found, width = self._layout, self._layout.width - self._layout.names
        self.has_names, self._width = found.names, width
        self.binary = not found.several and is_binary(found.titles[0] if found.titles else "", self._lines.file,
                                                      self._begin[0])
        if self.binary:
            self.classes, self.has_titles = BINARY, False
        elif found.several:
            self.has_titles = found.titles is not None
            self.classes = found.titles or tuple(map(str, range(width)))
        if not self.has_titles and classes:
            self.classes = tuple(classes)
        column = quoted(found.titles[0]) if found.titles else "its column"
        self.title = found.titles[0] if found.titles and not self.classes else ""
        self.told = ((f"{column} is the probability of class {self.classes[-1]}, beside class {self.classes[0]}",)
                     if self.binary else ())
        wanted = 2 if self.binary else width
        if self.classes and len(self.classes) != wanted:
            raise ArchcalcError.of("usage", f"{quoted(self.path)} has {wanted} classes, and --classes names "
                                   f"{len(self.classes)}", hint="a name for every column, in order")

    def _cells(self, line: TableLine) -> list[str] | None:
        try:
            return cells(self._lines.text(line.raw))
        except Refused:
            return None

    def stretches(self, rows: int) -> Iterator[PredictionStretch]:
        """All lines below the titles, so many at once."""
        self.mistakes.clear()
        start, lines = 0, self._below()
        while some := list(islice(lines, rows)):
            yield PredictionStretch(start, self._ballot(some, start), lambda row, cell, some=some: self._lines.place(  # type: ignore[misc]
                some[row], cell))
            start += len(some)
        if not start and not self.mistakes:
            self.note(Mistake("empty", "there is no image below this line", self.header,
                              "a line for every image: its name, and its class or probabilities"))

    def _below(self) -> Iterator[TableLine]:
        return self._lines.after(*self._begin)

    def picked(self, images: Sequence[str]) -> Ballot:
        """Some images, by name; where each stands is held."""
        if not self._offsets:
            for line in self._below():
                row = self._cells(line)
                if row is not None:
                    self._offsets[row[0]] = (line.start, line.number)
        return self._ballot([self._lines.at(*self._offsets[image]) for image in images], 0)

    def _ballot(self, lines: list[TableLine], start: int) -> Ballot:
        """Lines as they are read; those with mistakes hold anything."""
        names: list[str] = []
        rows: list[Any] = []
        numbers: list[Any] = []
        for i, (line, usual) in enumerate(zip(lines, self._read_at_once(lines), strict=True)):
            name, row, found = usual or self._looked_at(line)
            names.append(name if self.has_names else str(start + i))
            rows.append(row)
            numbers.append(found)
        if not self.classes:
            return ClassBallot(names, rows)
        return ProbabilityBallot(names, self.classes, self._exact(rows), self._array(numbers),
                                 one=None if self.binary else lambda row, column: Decimal(split_row(rows[row])[column]))

    def _exact(self, rows: list[Any]) -> Any:
        def exact(row: int) -> list[Decimal]:
            found = list(map(Decimal, split_row(rows[row])))
            return [1 - found[0], found[0]] if self.binary else found

        return exact

    def _array(self, numbers: list[Any]) -> Any:
        numpy = numpy_there()
        if numpy is None:
            return None
        values = numpy.array(numbers, numpy.float64)
        return numpy.concatenate([1 - values, values], axis=1) if self.binary else values

    def _read_at_once(self, lines: list[TableLine]) -> Iterator[tuple[str, Any, Any] | None]:
        """The lines on which there is nothing to look at; None for the others."""
        if not self.classes:
            yield from (None for _ in lines)
            return
        digits = RowDigits(self._width, self.has_names, self.binary, self.tolerance, self._lines.text)
        for line, found in zip(lines, digits.at_once([line.raw for line in lines]), strict=True):
            yield found or digits.usual(line.raw)

    def _looked_at(self, line: TableLine) -> tuple[str, Any, Any]:
        """The name, the cells and the numbers of a line, each looked at; its mistakes are collected."""
        name, row = self._read(line)
        return name, row, list(map(float, row)) if self.classes else None

    def _read(self, line: TableLine) -> tuple[str, Any]:
        nothing: Any = ["0"] * self._width if self.classes else ""
        named = self.has_names
        try:
            row = cells(self._lines.text(line.raw))
        except Refused as fact:
            self.note(fact.at(self._lines.place(line)))
            return "", nothing
        name = row[0] if named else f"line {line.number}"
        if not name:
            self.note(Mistake("image", "this line names no image", self._place(line),
                              "the image stands in the first column"))
        elif len(row) != self._layout.width:
            self.note(Mistake("columns", f"{quoted(name)} has {len(row)} columns, and the first line "
                              f"{self._layout.width}", self._place(line),
                              "a comma too many or too few, or inside a name without quotes?"))
        else:
            wrong = list(self._wrong(row[named:]))
            for found, cell in wrong:
                self.note(found.at(self._lines.place(line, cell + named if cell >= 0 else 0), quoted(name)))
            if not wrong:
                return name, row[named:] if self.classes else label(row[1 if named else 0])
        return name, nothing

    def _place(self, line: TableLine) -> Place:
        return self._lines.place(line)

    def _wrong(self, row: list[str]) -> Iterator[tuple[Refused, int]]:
        if not self.classes:
            yield from ((wrong, 0) for wrong in wrong_class(row[0]))
        elif self.binary:
            yield from wrong_numbers(row)
        else:
            with localcontext(EXACT):
                yield from wrong_probabilities(row, self.tolerance)
