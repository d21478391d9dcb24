"""Parquet, by pyarrow: columns of 64-bit integers, doubles, flags and texts, in groups of rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from archcalc.base.atomic_files import opened
from archcalc.base.errors import ArchcalcError
from archcalc.sweeps.stored.row_files import RowColumn

SUFFIXES = (".parquet",)
_GROUP = 10_000
"""So many rows are held and written together."""


def check() -> None:
    """Raise ArchcalcError where pyarrow is not installed."""
    try:
        import pyarrow.parquet  # noqa: F401
    except ImportError:
        raise ArchcalcError.of("missing-library", "a file .parquet wants the library pyarrow",
                               hint="pip install 'archcalc[parquet]', or write .csv or .sqlite") from None


def write(path: Path, columns: Sequence[RowColumn], rows: Iterable[tuple[Any, ...]]) -> None:
    """Write all rows. Raises OutputError, and ArchcalcError for an integer beyond 64 bits."""
    import pyarrow
    from pyarrow import parquet

    types = {"integer": pyarrow.int64(), "number": pyarrow.float64(), "flag": pyarrow.bool_(), "text": pyarrow.string()}
    schema = pyarrow.schema([(column.key, types[column.kind]) for column in columns])
    left = iter(rows)
    with opened(path) as file, parquet.ParquetWriter(file, schema) as out:
        while group := list(islice(left, _GROUP)):
            turned = zip(schema, zip(*group, strict=True), strict=True)
            try:
                cells = [pyarrow.array(cells, field.type) for field, cells in turned]
            except (OverflowError, pyarrow.ArrowInvalid):
                raise ArchcalcError.of("too-large", "a figure is beyond the 64 bits of a Parquet integer",
                                       hint="a file .csv holds it") from None
            out.write_table(pyarrow.Table.from_arrays(cells, schema=schema))
