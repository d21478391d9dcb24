"""A teacher's table as a file: its rows, and how they were written, so that it can be written the same way again."""

from __future__ import annotations

import codecs
import csv
from io import StringIO
from pathlib import Path

from archcalc.base import files
from archcalc.base.errors import ArchcalcError, quoted
from archcalc.base.files import table_text
from archcalc.base.named_tuples import NamedTuple

MOST_BYTES = 16 << 20
_ENCODED = ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"), (codecs.BOM_UTF8, "utf-8-sig"))
"""Marks at a file's beginning, and the encodings that they tell."""


class TableFile(NamedTuple):
    """Rows of cells, the sign between them, the end of a line, and the encoding."""

    rows: tuple[tuple[str, ...], ...]
    separator: str = ","
    newline: str = "\n"
    encoding: str = "utf-8"

    def written(self) -> bytes:
        """The rows as they were written; cells are in quotes where they need them."""
        out = StringIO()
        csv.writer(out, delimiter=self.separator, lineterminator=self.newline).writerows(self.rows)
        return out.getvalue().encode(self.encoding)


def read(path: Path) -> TableFile:
    """A table of text with a header. Raises ArchcalcError."""
    raw = files.content(path, MOST_BYTES)
    if raw[:4] == b"PK\x03\x04":
        raise ArchcalcError.of("sheet", f"{quoted(path)} is a workbook, and no table of text",
                               hint="save it as CSV with UTF-8")
    text = table_text(raw, str(path))
    first = next((line for line in text.splitlines() if line.strip()), "")
    separator = max(",;\t", key=first.count)
    try:
        rows = tuple(tuple(row) for row in csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True))
    except csv.Error:
        raise ArchcalcError.of("sheet", f"{quoted(path)}: a cell is too long, or its quotes are not closed",
                               hint="save it again as CSV with UTF-8") from None
    if not any(map(any, rows)):
        raise ArchcalcError.of("sheet", f"there is nothing in {quoted(path)}", hint="a header, and a row a student")
    return TableFile(rows, separator, "\r\n" if "\r\n" in text else "\n", _encoding(raw))


def _encoding(raw: bytes) -> str:
    """The encoding in which a table was read."""
    for mark, name in _ENCODED:
        if raw.startswith(mark):
            return name
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"
