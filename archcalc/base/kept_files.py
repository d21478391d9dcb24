"""Files of rows of which none that is finished is lost: NAME.partial until all are written, and left where they end.

The counterpart of atomic_files: there a file is whole or not at all.
"""

from __future__ import annotations

import errno
import os
import stat
import sys
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
    NAME.partial. Raises OutputError, also where another process is writing it.
    """
    beside, written = partial(path), start
    file = _begun(path, beside, start)

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


def _begun(path: Path, beside: Path, start: int) -> int:
    """The handle of a file that is kept as far as `start`, for this process alone. Raises OutputError."""
    file = -1
    try:
        if path.is_dir() or (beside.exists() and not stat.S_ISREG(beside.lstat().st_mode)):
            raise IsADirectoryError(21, "it is a folder, or no file")
        file = os.open(beside, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o666)
        _refuse_shared(file, beside)
        os.ftruncate(file, start)
        os.lseek(file, start, os.SEEK_SET)
    except (OSError, ValueError) as error:
        if file >= 0:
            os.close(file)
        raise unwritable(path, error) from None
    return file


def _refuse_shared(file: int, beside: Path) -> None:
    """Take a file for this process alone, where a system has locks. Raises OSError where another has it, or had it."""
    if sys.platform == "win32":  # there a file that is open cannot be renamed, nor opened to be cut
        return
    import fcntl

    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise OSError(errno.EBUSY, "another command is writing it just now") from None
    except OSError:  # a file system that knows no locks
        return
    if not beside.exists() or not os.path.samestat(os.fstat(file), beside.stat()):
        raise OSError(errno.EBUSY, "another command has just written it")
