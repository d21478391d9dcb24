"""Sheets as CSV and TSV, also with semicolons, as spreadsheets write them."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from io import StringIO

from archcalc.base.errors import ArchcalcError, quoted
from archcalc.base.files import table_text
from archcalc.homework.sheets import Sheet
from archcalc.homework.sheets._tabular import MOST_ROWS, tabular

SUFFIXES = (".csv", ".tsv", ".txt")
_PAIR = re.compile(r"\s*([^\s:=,;\t]+)\s*[:=]\s*(.*?)\s*")


def read(raw: bytes, name: str) -> Iterator[Sheet]:
    """The sheets of a table of text."""
    text = table_text(raw, name)
    if pairs := _pairs(text):
        return tabular(pairs)
    rows: list[list[str]] = []
    try:
        for row in csv.reader(StringIO(text, newline=""), delimiter=_delimiter(text), skipinitialspace=True):
            rows.append(row)
            if len(rows) > MOST_ROWS:
                raise ArchcalcError.of("too-large", f"{quoted(name)} has more than {MOST_ROWS:,} rows",
                                       hint="one sheet to a file")
    except csv.Error:
        raise ArchcalcError.of("sheet", f"{quoted(name)}, line {len(rows) + 1}: a cell is too long",
                               hint="are its quotes closed? save it again as CSV with UTF-8") from None
    return tabular(rows)


def _pairs(text: str) -> list[list[str]]:
    """Lines of questions with their answers behind a colon, as people write them down: conv1.params: 1216."""
    lines = [line for line in text.splitlines()[:MOST_ROWS + 1] if line.strip() and not line.lstrip().startswith("#")]
    found = [match for line in lines if (match := _PAIR.fullmatch(line))]
    return [[match[1], match[2]] for match in found] if found and len(found) == len(lines) <= MOST_ROWS else []


def _delimiter(text: str) -> str:
    """The separator of cells in the first line that has more than one."""
    for line in text.splitlines():
        found = max("\t;,", key=line.count)
        if found in line and not line.lstrip().startswith("#"):
            return "," if "," in line and found == "," else found
    return ","
