"""The portions of a sweep that are done, in a file beside the one to come: rows.csv.partial, an SQLite database.

Portions are written as they come, each whole or not at all, whatever ends the process. A file is gone on with by the
same sweep of the same networks only.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from archcalc.base.atomic_files import unwritable
from archcalc.base.errors import ArchcalcError, OutputError, quoted
from archcalc.sweeps.parallel import Portion
from archcalc.sweeps.sweep import Answer

if TYPE_CHECKING:
    import sqlite3

SUFFIX = ".partial"
_MARK = "archcalc/sweep/partial/1"
_MADE = ("CREATE TABLE sweep (name TEXT PRIMARY KEY, value TEXT)",
         "CREATE TABLE portions (start INTEGER PRIMARY KEY, count INTEGER, answers TEXT)")


class PartialFile:
    """The portions of a sweep that are done, in a file that one process at a time holds."""

    def __init__(self, path: Path, told: Mapping[str, str], *, resume: bool) -> None:
        """`path` is where the rows will be; `told` is all that tells this sweep from others, by name.

        Raises ArchcalcError for one that is there where nobody asked to go on, or that is of another sweep.
        """
        self.path = path.with_name(path.name + SUFFIX)
        there = self.path.exists()
        if there and not resume:
            raise ArchcalcError.of("output", f"{quoted(self.path)} holds what a sweep had done before it was broken "
                                   "off", hint="--resume goes on with it; to begin again, delete it")
        if not path.parent.is_dir():
            raise unwritable(path, "")
        self.told = dict(told) | {"format": _MARK}
        self._file = self._connected()
        if there:
            self._check()
        else:
            try:
                with self._writing():
                    for table in _MADE:
                        self._file.execute(table)
                    self._file.executemany("INSERT INTO sweep VALUES (?, ?)", self.told.items())
            except BaseException:
                self.remove()
                raise

    def add(self, start: int, answers: list[Answer]) -> None:
        """Write a portion down. Raises OutputError; the portions before it stay."""
        with self._writing():
            self._file.execute("INSERT OR REPLACE INTO portions VALUES (?, ?, ?)",
                               (start, len(answers), json.dumps(answers, separators=(",", ":"))))

    def portions(self) -> Iterator[Portion]:
        """The portions that are done, in the order of the points."""
        for start, answers in self._file.execute("SELECT start, answers FROM portions ORDER BY start"):
            yield start, [each if isinstance(each, str) else tuple(
                [tuple(cell) if isinstance(cell, list) else cell for cell in each]) for each in json.loads(answers)]

    def left(self, total: int) -> list[range]:
        """The points that are not done."""
        ends, found = 0, []
        for start, count in self._file.execute("SELECT start, count FROM portions ORDER BY start"):
            found += [range(ends, start)] if start > ends else []
            ends = max(ends, start + count)
        return [*found, *([range(ends, total)] if ends < total else [])]

    def close(self) -> None:
        """Let go of the file, which stays."""
        self._file.close()

    def remove(self) -> None:
        """Take the file away: the rows are where they belong."""
        self._file.close()
        with suppress(OSError):
            self.path.unlink()

    def _connected(self) -> sqlite3.Connection:
        import sqlite3

        try:
            file = sqlite3.connect(self.path, isolation_level=None, timeout=0.2)
            # one process at a time; a commit that the system has is not lost with the process
            file.executescript("PRAGMA locking_mode=EXCLUSIVE; PRAGMA synchronous=NORMAL; BEGIN EXCLUSIVE; COMMIT")
        except sqlite3.Error as error:
            raise self._refused(error) from None
        return file

    def _check(self) -> None:
        """Refuse a file that is of another sweep, of other networks, or no such file. Raises ArchcalcError."""
        import sqlite3

        try:
            known = dict(self._file.execute("SELECT name, value FROM sweep"))
        except sqlite3.Error as error:
            raise self._refused(error) from None
        differs = [name for name in {**self.told, **known} if self.told.get(name) != known.get(name)]
        if differs:
            self.close()
            raise ArchcalcError.of("resume", f"{quoted(self.path)} is of another sweep: {differs[0]} was "
                                   f"{quoted(known.get(differs[0], 'not said'))}, and is "
                                   f"{quoted(self.told.get(differs[0], 'not said'))}",
                                   hint="say what was said then, or delete the file and begin again")

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """One change, made whole or not at all. Raises OutputError."""
        import sqlite3

        try:
            self._file.execute("BEGIN")
            yield
            self._file.execute("COMMIT")
        except sqlite3.Error as error:
            with suppress(sqlite3.Error):
                self._file.execute("ROLLBACK")
            raise self._refused(error) from None
        except BaseException:  # a signal between two statements
            with suppress(sqlite3.Error):
                self._file.execute("ROLLBACK")
            raise

    def _refused(self, error: Exception) -> ArchcalcError:
        words = str(error)
        if "locked" in words:
            return ArchcalcError.of("resume", f"{quoted(self.path)} is written by another sweep just now",
                                    hint="wait for it, or write to another file")
        if "not a database" in words or "no such table" in words or "malformed" in words:
            return ArchcalcError.of("resume", f"{quoted(self.path)} is not what archcalc left there",
                                    hint="delete it and begin again")
        return OutputError.of("output", f"cannot write {quoted(self.path)}: {words}",
                              hint="make room, or write somewhere else" if os.access(self.path.parent, os.W_OK) else
                              "write somewhere else")


def told_of(names: Any) -> str:
    """A part of a sweep as it is compared, and told where it differs."""
    return json.dumps(names, separators=(",", ":"), default=str)
