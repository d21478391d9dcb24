"""Rows as CSV, for spreadsheets and gradebooks: texts that would be taken for formulas are defused."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

from archcalc.base.errors import printable
from archcalc.rendering.formats.csv import defused


def lines(rows: Iterable[Sequence[object]]) -> str:
    """The rows as CSV."""
    out = StringIO()
    csv.writer(out, lineterminator="\n").writerows(
        [defused(printable(value)) if isinstance(value, str) else value for value in row] for row in rows)
    return out.getvalue()
