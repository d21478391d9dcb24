"""Sheets as XLSX: values only, with openpyxl and defusedxml. No formula is computed, and a zip bomb is not unpacked."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator
from importlib import import_module
from io import BytesIO
from typing import Any

from archcalc.base.errors import ArchcalcError, quoted
from archcalc.base.files import guarded
from archcalc.homework.sheets import Sheet
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
    return iter(next((sheets for sheets in found if any(sheet.entries for sheet in sheets)), []))


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
    """Refuse what is no zip archive, or would take too much room unpacked."""
    try:
        parts = zipfile.ZipFile(BytesIO(raw)).infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        raise ArchcalcError.of("sheet", f"{quoted(name)} is not an XLSX file",
                               hint="save it again as .xlsx, or name it by what it is: .csv, .json ...") from None
    size = sum(part.file_size for part in parts)
    if len(parts) > MOST_PARTS or size > MOST_UNPACKED:
        raise ArchcalcError.of("too-large", f"{quoted(name)} would take {size >> 20:,} MiB unpacked",
                               hint=f"at most {MOST_UNPACKED >> 20} MiB are read")
    if any(part.flag_bits & 1 for part in parts):
        raise ArchcalcError.of("sheet", f"{quoted(name)} is encrypted",
                               hint="save it without a password")


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
