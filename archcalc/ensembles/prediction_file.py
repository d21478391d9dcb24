"""One model's predictions: a CSV file of probabilities or classes.

A file is written by somebody else: it is bounded, nothing in it is guessed, and all that is wrong is told at once.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Context, Decimal, Inexact, InvalidOperation, localcontext
from pathlib import Path

from archcalc.base import files
from archcalc.base.errors import ArchcalcError, Mistake, Place, Refused, Source, quoted
from archcalc.base.named_tuples import NamedTuple
from archcalc.language.diagnostics import MOST_NOTED

MOST_BYTES = 128 << 20
MOST_IMAGES = 2_000_000
MOST_CLASSES = 30_000
TOLERANCE = Decimal("0.001")
"""So far from one the probabilities of an image may sum: floating-point numbers are printed rounded."""

EXACT = Context(prec=3000, traps=[Inexact, InvalidOperation])
"""Decimal arithmetic that never rounds: ties are ties."""

_PROBABILITY = re.compile(r"(?=\.?[0-9])[0-9]{0,60}(?:\.[0-9]{0,60})?(?:[eE][+-]?[0-9]{1,3})?")
_REAL = re.compile(r"[-+]?(?:[0-9]*\.[0-9]+|[0-9]+\.|[0-9.]+[eE][-+]?[0-9]+|nan|inf|infinity)", re.IGNORECASE)
"""What is no class's name, but a number that somebody wrote in its place."""


class Ballot(NamedTuple):
    """One file: `classes` are its columns of probabilities, none where it holds classes; `lines` tell each image's.

    `texts` are the file's lines, which are read again when they are counted: as numbers they would take ten times the
    room.
    """

    source: Source
    texts: Sequence[str]
    header: int
    classes: tuple[str, ...] = ()
    lines: Mapping[str, int] = {}

    @property
    def cells(self) -> dict[str, list[str]]:
        """The cells beside every image."""
        return {image: cells(self.texts[line - 1])[1:] for image, line in self.lines.items()}

    def probabilities(self, image: str) -> dict[str, Decimal]:
        """The probability of each class of an image."""
        return dict(zip(self.classes, map(Decimal, cells(self.texts[self.lines[image] - 1])[1:]), strict=True))

    def answer(self, image: str) -> str:
        """The class that a file of classes holds for an image."""
        return cells(self.texts[self.lines[image] - 1])[1]

    def place(self, line: int, cell: int = 0) -> Place:
        """A cell of a line, for a mistake; in a line with quotes, the whole line."""
        text = self.texts[line - 1]
        parts = text.split(",")
        if '"' in text or cell >= len(parts):
            return Place(self.source, line, 1, max(1, len(text)))
        return Place(self.source, line, sum(map(len, parts[:cell])) + cell + 1, max(1, len(parts[cell])))


def cells(text: str) -> list[str]:
    """The cells of a line, without the spaces around them. Raises Refused."""
    if '"' not in text:
        return [cell.strip() for cell in text.split(",")]
    try:
        (found,) = csv.reader([text], strict=True, skipinitialspace=True)
    except csv.Error:
        raise Refused("quotes", "the quotes of this line do not fit", hint='a " inside quotes is written ""') from None
    return [cell.strip() for cell in found]


def read(path: Path, tolerance: Decimal = TOLERANCE) -> tuple[Ballot, list[Mistake]]:
    """The ballot in a file, and what is wrong with its lines. Raises ArchcalcError where it cannot be read at all."""
    text = files.table_text(files.content(path, MOST_BYTES), str(path))
    if text.count("\n") > MOST_IMAGES:
        raise ArchcalcError.of("too-large", f"{quoted(path)} has more than {MOST_IMAGES:,} lines")
    texts = [line.removesuffix("\r") for line in text.split("\n")]
    header = next((number for number, line in enumerate(texts, 1) if line.strip()), 0)
    if not header:
        raise ArchcalcError.of("empty", f"{quoted(path)} is empty", hint="a header, and a line for every image")
    ballot = Ballot(Source(str(path), text), texts, header)
    try:
        ballot = ballot._replace(classes=_classes(cells(texts[header - 1])))
    except Refused as fact:
        raise ArchcalcError([fact.at(ballot.place(header))]) from None
    with localcontext(EXACT):
        return _filled(ballot, tolerance)


def _classes(header: list[str]) -> tuple[str, ...]:
    """The classes that a header names; none where its second column is the class. Raises Refused."""
    if len(header) < 2:
        mark = next((f"commas separate columns, not {quoted(mark)}" for mark in ";\t|" if mark in header[0]), "")
        raise Refused("columns", "there is one column", hint=mark,
                      expected="the image, and its class or a column of probabilities for every class")
    names = header[1:] if len(header) > 2 else []
    if len(names) > MOST_CLASSES:
        raise Refused("too-large", f"there are more than {MOST_CLASSES:,} classes")
    if number := next(filter(_REAL.fullmatch, header[1:]), ""):
        raise Refused("header", f"{quoted(number)} is no name of a class", hint="the first line names the columns")
    if "" in names:
        raise Refused("header", f"column {names.index('') + 2} has no name", hint="the first line names the classes")
    if len(set(names)) < len(names):
        again = next(name for i, name in enumerate(names) if name in names[:i])
        raise Refused("header", f"the class {quoted(again)} has two columns",
                      hint="a column of probabilities for every class")
    return tuple(names)


def _filled(ballot: Ballot, tolerance: Decimal) -> tuple[Ballot, list[Mistake]]:
    """The ballot with the lines of its images, and what is wrong in them."""
    lines: dict[str, int] = {}
    mistakes: list[Mistake] = []
    for number, text in enumerate(ballot.texts[ballot.header:], ballot.header + 1):
        if text.strip():
            mistakes += _row(ballot, lines, number, text, tolerance)
        if len(mistakes) >= MOST_NOTED:
            raise ArchcalcError(mistakes)
    if not lines and not mistakes:
        mistakes.append(Mistake("empty", "there is no image below this line", ballot.place(ballot.header),
                                "a line for every image: its name, and its class or probabilities"))
    title = cells(ballot.texts[ballot.header - 1])[1]
    ballot = ballot._replace(lines=lines)
    if not ballot.classes and not mistakes and any([title] == row for row in ballot.cells.values()):
        mistakes.append(Mistake("header", f"{quoted(title)} is a class, by the lines below",
                                ballot.place(ballot.header, 1), "the first line names the columns: image,class"))
    return ballot, mistakes


def _row(ballot: Ballot, lines: dict[str, int], number: int, text: str, tolerance: Decimal) -> Iterator[Mistake]:
    """Mistakes of a line; its image is entered."""
    try:
        row = cells(text)
    except Refused as fact:
        yield fact.at(ballot.place(number))
        return
    wanted = len(ballot.classes) + 1 if ballot.classes else 2
    if row[0] in lines:
        yield Mistake("repeated-image", f"{quoted(row[0])} stands here again", ballot.place(number),
                      f"first in line {lines[row[0]]}")
    elif not row[0]:
        yield Mistake("image", "this line names no image", ballot.place(number),
                      "the image stands in the first column")
    elif len(row) != wanted:
        yield Mistake("columns", f"{quoted(row[0])} has {len(row)} columns, and the first line {wanted}",
                      ballot.place(number), "a comma too many or too few, or inside a name without quotes?")
    else:
        check = _wrong_probabilities(row, tolerance) if ballot.classes else _wrong_class(row)
        yield from (fact.at(ballot.place(number, cell), quoted(row[0])) for fact, cell in check)
    if row[0]:
        lines.setdefault(row[0], number)


def _wrong_class(row: list[str]) -> Iterator[tuple[Refused, int]]:
    """The fault of an answer, and its cell."""
    if not row[1] or _REAL.fullmatch(row[1]):
        yield Refused("class", f"{quoted(row[1])} is no class" if row[1] else "there is no class", hint="probabilities "
                      "want a column for every class, with its name in the first line" if row[1] else ""), 1


def _wrong_probabilities(row: list[str], tolerance: Decimal) -> Iterator[tuple[Refused, int]]:
    """The fault of an image's probabilities, and its cell."""
    strange = [position for position, cell in enumerate(row[1:], 1)
               if not _PROBABILITY.fullmatch(cell) or Decimal(cell) > 1]
    for position in strange:
        found = quoted(row[position]) if row[position] else "an empty cell"
        yield Refused("probability", f"{found} is no probability", hint="a number from 0 to 1"), position
    total = Decimal(1) if strange else sum(map(Decimal, row[1:]), Decimal(0))
    if abs(total - 1) > tolerance:
        yield Refused("probability-sum", f"the probabilities sum to {float(total):.10g}, not to 1",
                      hint=f"more than {tolerance:f} off: --tolerance"), 0
