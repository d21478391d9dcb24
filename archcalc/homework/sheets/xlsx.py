"""Sheets as XLSX: values only, with openpyxl and defusedxml. No formula is computed, and a zip bomb is not unpacked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib import import_module
from io import BytesIO
from typing import Any

from archcalc.base.containers import Budget, opened_zip
from archcalc.base.errors import ArchcalcError, Refused, quoted
from archcalc.base.files import guarded
from archcalc.homework.sheets import Left, Sheet
from archcalc.homework.sheets._tabular import MOST_COLUMNS, MOST_ROWS, tabular

SUFFIXES = (".xlsx",)
MOST_UNPACKED = 8 << 20
MOST_PARTS = 500


def read(raw: bytes, name: str) -> Iterator[Sheet]:
    """The sheets of the first worksheet that has any."""
    check(raw, name)
    library = _library()
    with guarded(ArchcalcError.of("sheet", f"{quoted(name)} cannot be read as XLSX", hint="save it again, or as CSV")):
        book = library.load_workbook(BytesIO(raw), read_only=True, data_only=True, keep_links=False)
        found = [list(tabular(_rows(page))) for page in book.worksheets]
        titles = [str(page.title) for page in book.worksheets]
    first = next((i for i, sheets in enumerate(found) if any(sheet.entries for sheet in sheets)), len(found))
    others = tuple(Left(f"the worksheet {quoted(title)}", "the first with answers is marked, and it alone")
                   for title, sheets in list(zip(titles, found, strict=True))[first + 1:]
                   if any(sheet.entries for sheet in sheets))
    return (sheet._replace(left=(*sheet.left, *others)) for sheet in (found[first] if first < len(found) else ()))


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


def check(raw: bytes, name: str) -> None:
    """Refuse what is no zip archive, or would take too much room unpacked. Raises ArchcalcError."""
    try:
        opened_zip(BytesIO(raw), Budget(MOST_PARTS, MOST_UNPACKED))
    except Refused as fact:
        told = "is not an XLSX file" if fact.code == "archive" and not fact.hint else f"cannot be read: {fact.message}"
        hint = fact.hint or "save it again as .xlsx, or name it by what it is: .csv, .json ..."
        raise ArchcalcError.of("sheet" if fact.code == "archive" else fact.code, f"{quoted(name)} {told}",
                               hint=hint) from None


def _rows(page: Any) -> Iterable[list[str]]:
    reset = getattr(page, "reset_dimensions", None)
    if reset is not None:
        reset()
    for number, row in enumerate(page.iter_rows(max_col=MOST_COLUMNS, values_only=True)):
        if number >= MOST_ROWS:
            raise ArchcalcError.of("too-large", f"a worksheet of more than {MOST_ROWS:,} rows")
        yield [_text(cell) for cell in row]


def _text(cell: Any) -> str:
    """A cell as it would be typed: a whole number has no point."""
    if cell is None:
        return ""
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e18 else str(cell)
