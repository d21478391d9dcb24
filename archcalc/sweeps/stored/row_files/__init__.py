"""Files of rows, one kind to a file; being there is being registered.

Rows are written as they come, and a file takes its name when the last one is in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Protocol

from archcalc.base.named_tuples import NamedTuple
from archcalc.base.registry import Registry


class RowColumn(NamedTuple):
    """A column: its key, and what its cells are: integer, number, flag or text; any cell may be None."""

    key: str
    kind: str


class RowFile(Protocol):
    """One kind of file."""

    SUFFIXES: tuple[str, ...]
    """Endings of files that are of this kind, with their dots."""

    def write(self, path: Path, columns: Sequence[RowColumn], rows: Iterable[tuple[Any, ...]]) -> None:
        """Write all rows. Raises OutputError, and ArchcalcError where a library is missing."""

    def check(self) -> None:
        """Raise ArchcalcError where a library is missing, before there is anything to write."""


KINDS = Registry[RowFile](__name__, __file__, "kind of file")


def of(path: Path) -> RowFile:
    """The kind that a file's ending asks for, with all that it needs. Raises ArchcalcError."""
    kind = KINDS.load(KINDS.by_ending(str(path), ".csv, .sqlite or .parquet"))
    kind.check()
    return kind
