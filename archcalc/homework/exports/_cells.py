"""Rows as CSV, for spreadsheets and gradebooks: texts that would be taken for formulas are defused."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

from archcalc.errors import printable

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def lines(rows: Iterable[Sequence[object]]) -> str:
    """The rows as CSV."""
    out = StringIO()
    csv.writer(out, lineterminator="\n").writerows([[_cell(value) for value in row] for row in rows])
    return out.getvalue()


def _cell(value: object) -> object:
    if not isinstance(value, str):
        return value
    return f"'{printable(value)}" if value.startswith(_FORMULA) and value != "-" else printable(value)
