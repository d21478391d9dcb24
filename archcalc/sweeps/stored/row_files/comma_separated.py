"""CSV: a line for each row, integers in full, sizes as --input takes them, nothing where a cell is empty."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from io import TextIOWrapper
from pathlib import Path
from typing import Any

from archcalc.base.atomic_files import opened
from archcalc.sweeps.stored.row_files import RowColumn

SUFFIXES = (".csv",)


def check() -> None:
    """Nothing is needed."""


def write(path: Path, columns: Sequence[RowColumn], rows: Iterable[tuple[Any, ...]]) -> None:
    """Write all rows. Raises OutputError."""
    with opened(path) as raw:
        text = TextIOWrapper(raw, "utf-8", newline="", write_through=False)
        try:
            out = csv.writer(text, lineterminator="\n")
            out.writerow([column.key for column in columns])
            out.writerows(rows)
            text.flush()
        finally:
            text.detach()
