"""Sheets as ODS, of LibreOffice: values only, with defusedxml. No formula is computed, a zip bomb is not unpacked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib import import_module
from typing import Any

from archcalc.base.errors import ArchcalcError, quoted
from archcalc.base.files import guarded
from archcalc.homework.sheets import Sheet
from archcalc.homework.sheets._tabular import MOST_COLUMNS, MOST_ROWS
from archcalc.homework.sheets.xlsx import check, first_with_answers, typed

SUFFIXES = (".ods",)
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_NUMBERS = frozenset({"float", "currency"})
"""Types of cells whose value is what was typed, whatever stands around it."""
_BLANKS = {f"{_TEXT}s": " ", f"{_TEXT}tab": "\t", f"{_TEXT}line-break": "\n"}


def read(raw: bytes, name: str) -> Iterator[Sheet]:
    """The sheets of the first table that has any."""
    archive = check(raw, name, "ODS")
    try:
        library = import_module("defusedxml.ElementTree")
    except ImportError:
        raise ArchcalcError.of("missing-library", "reading ODS needs defusedxml",
                               hint="pip install 'archcalc[homework]'") from None
    with guarded(ArchcalcError.of("sheet", f"{quoted(name)} cannot be read as ODS", hint="save it again, or as CSV")):
        tables = list(library.fromstring(archive.read("content.xml")).iter(f"{_TABLE}table"))
        pages = [(table.get(f"{_TABLE}name", ""), list(_rows(table))) for table in tables]
    return first_with_answers(pages)


def _rows(table: Any) -> Iterable[list[str]]:
    """The rows of a table; one that is repeated stands there once, unless it is empty, when it says nothing."""
    for number, row in enumerate(table.iter(f"{_TABLE}table-row")):
        if number >= MOST_ROWS:
            raise ArchcalcError.of("too-large", f"a table of more than {MOST_ROWS:,} rows")
        cells: list[str] = []
        for cell in row:
            times = cell.get(f"{_TABLE}number-columns-repeated", "1")
            count = min(int(times) if times.isdecimal() and len(times) < 9 else 1, MOST_COLUMNS + 1 - len(cells))
            cells += [_text(cell)] * max(0, count)
        yield cells


def _text(cell: Any) -> str:
    """A cell as it would be typed: a number exactly, whatever digits are shown; a comment on it is none of its text."""
    value = cell.get(f"{_OFFICE}value")
    if value is not None and cell.get(f"{_OFFICE}value-type") in _NUMBERS:
        return typed(float(value))
    return "\n".join("".join(_pieces(each)) for each in cell.findall(f"{_TEXT}p"))


def _pieces(part: Any) -> Iterator[str]:
    """The text of a paragraph; spaces beyond the first, tabs and the ends of lines are elements of their own."""
    yield part.text or ""
    for inner in part:
        if inner.tag in _BLANKS:
            times = inner.get(f"{_TEXT}c", "1")
            yield _BLANKS[inner.tag] * (int(times) if times.isdecimal() and len(times) < 3 else 1)
        elif inner.tag != f"{_OFFICE}annotation":
            yield from _pieces(inner)
        yield inner.tail or ""
