"""SQLite: a table `points`, a row for each; a whole number beyond 64 bits is a text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from archcalc.base.atomic_files import named_beside, unwritable
from archcalc.base.errors import ArchcalcError
from archcalc.sweeps.stored.row_files import RowColumn

SUFFIXES = (".sqlite", ".db", ".sqlite3")
_TYPES = {"integer": "INTEGER", "number": "REAL", "flag": "INTEGER", "text": "TEXT"}
_LARGEST = 2**63 - 1


def check() -> None:
    """Raise ArchcalcError where Python was built without SQLite."""
    try:
        import sqlite3  # noqa: F401
    except ImportError:
        raise ArchcalcError.of("missing-library", "this Python was built without sqlite3",
                               hint="a file .csv needs nothing") from None


def write(path: Path, columns: Sequence[RowColumn], rows: Iterable[tuple[Any, ...]]) -> None:
    """Write all rows. Raises OutputError."""
    import sqlite3

    names = ", ".join(f'"{column.key.replace(chr(34), chr(34) * 2)}" {_TYPES[column.kind]}' for column in columns)
    with named_beside(path) as beside:
        try:
            file = sqlite3.connect(beside, isolation_level=None)
            try:
                file.execute("PRAGMA journal_mode=OFF")  # of a file that is no whole one, nothing is wanted
                file.execute("BEGIN")
                file.execute(f"CREATE TABLE points ({names})")
                file.executemany(f"INSERT INTO points VALUES ({', '.join('?' * len(columns))})",  # noqa: S608
                                 _held(rows))
                file.execute("COMMIT")
            finally:
                file.close()
        except sqlite3.Error as error:
            raise unwritable(path, error) from None


def _held(rows: Iterable[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
    for row in rows:
        yield tuple([str(cell) if type(cell) is int and abs(cell) > _LARGEST else cell for cell in row])
