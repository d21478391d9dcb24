"""Answer sheets, read: one format to a file; being there is being registered.

A sheet is written by somebody else. Nothing in it is run, nothing it names is opened, and everything is bounded.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Protocol

from archcalc.base import files
from archcalc.base.errors import ArchcalcError, quoted
from archcalc.base.named_tuples import NamedTuple
from archcalc.base.registry import Registry
from archcalc.homework.languages.spoken import Told, said

MOST_BYTES = 4 << 20
MOST_ANSWERS = 5_000
PAPER_CODE = "sheet"
"""What is asked in the row that holds the code of a student's own paper: it is no question."""
MOST_SHOWN = 200
"""So many characters of a question or an answer are kept: longer ones cannot be taken, but are shown."""


class Entry(NamedTuple):
    """An answer as it stands on a sheet; `complaint` says why it cannot be taken."""

    question: str
    given: str
    complaint: Told = ""
    otherwise: str = ""
    """The question by the layer's place, where there is no layer of its name: conv2d (2).params."""


class Left(NamedTuple):
    """A part of a sheet that is not marked, and why; `told` where it holds what a sheet tells, and nothing is lost."""

    what: Told
    reason: Told
    told: bool = False


class Sheet(NamedTuple):
    """The answers of one student, the network that questions without one are about, and what else is on the sheet."""

    student: str
    network: str
    entries: tuple[Entry, ...]
    left: tuple[Left, ...] = ()
    numbers: tuple[str, ...] = ()
    """What names the student beside the name, as a form's export has it: an address, a number of a system's."""


class SheetFormat(Protocol):
    """One format of answer sheets."""

    SUFFIXES: tuple[str, ...]
    """Endings of its files, with their dots."""

    def read(self, raw: bytes, name: str) -> Iterable[Sheet]:
        """The sheets in a file's bytes; `name` is what messages call the file. Raises ArchcalcError."""


NAMES = Registry[SheetFormat](__name__, __file__, "sheet")


def read(path: Path, form: str | None = None) -> tuple[Sheet, ...]:
    """The sheets in a file: one, or one for each student whom it names. Raises ArchcalcError.

    The format is told by the file's ending, or by `form`.
    """
    module = NAMES.load(form or format_of(path))
    sheets = tuple(module.read(files.content(path, MOST_BYTES), str(path)))
    named = tuple(sheet._replace(student=sheet.student or path.stem, entries=tuple(_once(sheet.entries)))
                  for sheet in sheets)
    if not any(sheet.entries for sheet in named):
        raise ArchcalcError.of("sheet", f"there is no answer in {quoted(path)}{_why_none(named)}",
                               hint="a sheet has columns question and answer, or a table of layers and figures")
    if sum(len(sheet.entries) for sheet in named) > MOST_ANSWERS * max(1, len(named) // 10):
        raise ArchcalcError.of("too-large", f"{quoted(path)} has more than {MOST_ANSWERS:,} answers")
    return named


def _why_none(named: Iterable[Sheet]) -> str:
    """A part of the sheets that looks like an answer, and why it is not marked; nothing where nothing does."""
    first = next((each for sheet in named for each in sheet.left if not each.told), None)
    return f"; {first.what}: {first.reason}" if first else ""


def _once(entries: Iterable[Entry]) -> Iterable[Entry]:
    """Every question once."""
    found: dict[str, Entry] = {}
    for entry in map(_bounded, entries):
        found[entry.question] = either(found.get(entry.question), entry)
    return found.values()


def either(before: Entry | None, entry: Entry) -> Entry:
    """One of two entries of the same question; one that is answered in two ways is answered in none."""
    if before is None or not before.given:
        return entry
    if entry.given in {"", before.given}:
        return before
    return before._replace(complaint=said("this question is answered twice: leave one answer"))


def _bounded(entry: Entry) -> Entry:
    """An entry that is no longer than what a person writes."""
    if len(entry.question) <= MOST_SHOWN and len(entry.given) <= MOST_SHOWN:
        return entry
    question, given = (text if len(text) <= MOST_SHOWN else f"{text[:MOST_SHOWN]}..."
                       for text in (entry.question, entry.given))
    return Entry(question, given, said("a question and an answer have at most {most} characters", most=MOST_SHOWN))


def formats() -> dict[str, str]:
    """Every ending of a file that can be a sheet, and its format."""
    return {suffix: name for name in NAMES for suffix in NAMES.load(name).SUFFIXES}


def format_of(path: Path) -> str:
    """The format of a file, by its ending. Raises ArchcalcError."""
    known = formats()
    if path.suffix.lower() not in known:
        raise ArchcalcError.of("sheet", f"{quoted(path)} is no sheet that can be read",
                               expected=f"a file that ends in one of: {', '.join(sorted(known))}")
    return known[path.suffix.lower()]
