"""Sheets as CSV and TSV, also with semicolons, as spreadsheets write them; summaries of models, pasted."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from io import StringIO
from itertools import islice

from archcalc.base.errors import ArchcalcError, quoted
from archcalc.base.files import table_text
from archcalc.homework.sheets import Sheet
from archcalc.homework.sheets._summaries import summary
from archcalc.homework.sheets._tabular import MOST_COLUMNS, MOST_ROWS, tabular

SUFFIXES = (".csv", ".tsv", ".txt")
_PAIR = re.compile(r"\s*([^\s:=,;\t]+)\s*[:=]\s*(.*?)\s*")


def read(raw: bytes, name: str) -> Iterator[Sheet]:
    """The sheets of a table of text."""
    text = table_text(raw, name)
    if found := summary(text):
        return (sheet._replace(left=(*sheet.left, *found.left)) for sheet in tabular(found.rows, whole=True))
    if pairs := _pairs(text):
        return tabular(pairs)
    rows: list[list[str]] = []
    try:
        for row in csv.reader(StringIO(text, newline=""), delimiter=_delimiter(text), skipinitialspace=True):
            rows.append(row if any(islice(row, MOST_COLUMNS, None)) else row[:MOST_COLUMNS])
            if len(rows) > MOST_ROWS:
                raise ArchcalcError.of("too-large", f"{quoted(name)} has more than {MOST_ROWS:,} rows",
                                       hint="one sheet to a file")
    except csv.Error:
        raise ArchcalcError.of("sheet", f"{quoted(name)}, line {len(rows) + 1}: a cell is too long",
                               hint="are its quotes closed? save it again as CSV with UTF-8") from None
    return tabular(rows)


def _pairs(text: str) -> list[list[str]]:
    """Lines of questions with their answers behind a colon, as people write them down: conv1.params: 1216."""
    lines = [line for line in _first_lines(text) if line.strip() and not line.lstrip().startswith("#")]
    found = [match for line in lines if (match := _PAIR.fullmatch(line))]
    return [[match[1], match[2]] for match in found] if found and len(found) == len(lines) <= MOST_ROWS else []


def _first_lines(text: str) -> Iterator[str]:
    """As many lines as may be read, and one more."""
    return islice(StringIO(text, newline=None), MOST_ROWS + 1)


def _delimiter(text: str) -> str:
    """The separator of cells in the first line that has more than one."""
    for line in _first_lines(text):
        found = max("\t;," if line.lstrip().startswith("|") else "\t;,|", key=line.count)
        if found in line and not line.lstrip().startswith("#"):
            return "," if "," in line and found == "," else found
    return ","
