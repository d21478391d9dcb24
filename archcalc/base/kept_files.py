"""Files of rows of which none that is finished is lost: NAME.partial until all are written, and left where they end.

The counterpart of atomic_files: there a file is whole or not at all.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from archcalc.base.atomic_files import unwritable
from archcalc.base.errors import OutputError, quoted, reason

SUFFIX = ".partial"


def partial(path: Path) -> Path:
    """Where the rows of a file stand as long as they are not all there."""
    return path.with_name(path.name + SUFFIX)


@contextmanager
def kept(path: Path, start: int = 0) -> Iterator[Callable[[bytes], None]]:
    """A function that writes one row, or several whole ones, behind the first `start` bytes of what is there.

    The file takes its name at the end. Whatever ends it before, a signal or a full disk, leaves whole rows in
    NAME.partial. Raises OutputError.
    """
    beside, written = partial(path), start
    try:
        if path.is_dir() or (beside.exists() and not stat.S_ISREG(beside.lstat().st_mode)):
            raise IsADirectoryError(21, "it is a folder, or no file")
        file = os.open(beside, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o666)
        os.ftruncate(file, start)
        os.lseek(file, start, os.SEEK_SET)
    except (OSError, ValueError) as error:
        raise unwritable(path, error) from None

    def write(rows: bytes) -> None:
        nonlocal written
        view = memoryview(rows)
        while view:
            view = view[os.write(file, view):]
        written += len(rows)

    try:
        yield write
        os.fsync(file)
        beside.replace(path)
    except OSError as error:
        raise OutputError.of("output", f"cannot write {quoted(path)}: {reason(error)}",
                             hint=f"what was written is in {quoted(beside)}: make room, or write elsewhere") from None
    finally:
        with suppress(OSError):
            if os.fstat(file).st_size != written:  # a row that was cut off
                os.ftruncate(file, written)
        os.close(file)
