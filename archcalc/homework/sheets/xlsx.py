"""Sheets as XLSX: values only, with openpyxl and defusedxml. No formula is computed, and a zip bomb is not unpacked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib import import_module
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from archcalc.base.containers import Budget, opened_zip
from archcalc.base.errors import ArchcalcError, Refused, quoted
from archcalc.base.files import guarded
from archcalc.homework.languages.spoken import said
from archcalc.homework.sheets import Left, Sheet
from archcalc.homework.sheets._tabular import MOST_COLUMNS, MOST_ROWS, tabular

SUFFIXES = (".xlsx",)
MOST_UNPACKED = 8 << 20
MOST_PARTS = 500
_DEEPEST = 5_000
"""So many elements stand one in another before the first is left, at most; a worksheet's own have nine levels."""


def read(raw: bytes, name: str) -> Iterator[Sheet]:
    """The sheets of the first worksheet that has any."""
    archive = check(raw, name)
    library = _library()
    damaged = ArchcalcError.of("sheet", f"{quoted(name)} cannot be read as XLSX", hint="save it again, or as CSV")
    with guarded(damaged):
        worksheets = [archive.read(part) for part in archive.namelist() if part.startswith("xl/worksheets/")]
    if any(map(_is_deep, worksheets)):
        raise ArchcalcError.of("too-deep", f"{quoted(name)} is nested too deeply", hint="save it again, or as CSV")
    with guarded(damaged):
        book = library.load_workbook(BytesIO(raw), read_only=True, data_only=True, keep_links=False)
        pages = [(str(page.title), list(_rows(page))) for page in book.worksheets]
    return first_with_answers(pages)


def _is_deep(part: bytes) -> bool:
    """True of XML deeper than any worksheet: openpyxl keeps what it has entered and not left."""
    closed = part.count(b"</") + part.count(b"/>")
    opened = part.count(b"<") - part.count(b"</") - part.count(b"<?") - part.count(b"<!")
    first = part.find(b"</")
    return opened - closed > _DEEPEST or part.count(b"<", 0, first if first >= 0 else len(part)) > _DEEPEST


def first_with_answers(pages: list[tuple[str, list[list[str]]]]) -> Iterator[Sheet]:
    """The sheets of the first worksheet, of its title and rows, that has any; the others are named as not marked."""
    found = [list(tabular(rows)) for _, rows in pages]
    answered = [any(sheet.entries for sheet in sheets) for sheets in found]
    first = answered.index(True) if True in answered else len(found)
    others = tuple(_unmarked(title, answers=answers) for i, ((title, rows), answers) in
                   enumerate(zip(pages, answered, strict=True)) if i != first and any(map(any, rows)))
    return (sheet._replace(left=(*sheet.left, *others)) for sheet in (found[first] if first < len(found) else ()))


def _unmarked(title: str, *, answers: bool) -> Left:
    """A worksheet that is filled in, and not marked."""
    if answers:
        return Left(said("the worksheet {title}", title=quoted(title)),
                    said("the first with answers is marked, and it alone"))
    return Left(said("the worksheet {title}", title=quoted(title)), said("there is no question and no layer in it"),
                told=True)


def _library() -> Any:
    """openpyxl, which parses with defusedxml where that is installed. Raises ArchcalcError where either is missing."""
    try:
        library = import_module("openpyxl")
        safe = bool(library.DEFUSEDXML)
    except ImportError:
        safe = False
    if not safe:
        raise ArchcalcError.of("missing-library", "reading XLSX needs openpyxl and defusedxml",
                               hint="pip install 'archcalc[homework]'")
    return library


def check(raw: bytes, name: str, kind: str = "XLSX") -> ZipFile:
    """The archive; what is none, or would take too much room unpacked, is refused. Raises ArchcalcError."""
    try:
        return opened_zip(BytesIO(raw), Budget(MOST_PARTS, MOST_UNPACKED))
    except Refused as fact:
        other = fact.code == "archive" and not fact.hint
        told = f"is not an {kind} file" if other else f"cannot be read: {fact.message}"
        hint = fact.hint or f"save it again as .{kind.lower()}, or name it by what it is: .csv, .json ..."
        raise ArchcalcError.of("sheet" if fact.code == "archive" else fact.code, f"{quoted(name)} {told}",
                               hint=hint) from None


def _rows(page: Any) -> Iterable[list[str]]:
    reset = getattr(page, "reset_dimensions", None)
    if reset is not None:
        reset()
    for number, row in enumerate(page.iter_rows(max_col=MOST_COLUMNS + 1, values_only=True)):
        if number >= MOST_ROWS:
            raise ArchcalcError.of("too-large", f"a worksheet of more than {MOST_ROWS:,} rows")
        yield [typed(cell) for cell in row]


def typed(cell: Any) -> str:
    """A cell as it would be typed: a whole number has no point."""
    if cell is None:
        return ""
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e18 else str(cell)
