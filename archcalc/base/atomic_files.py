"""Files written whole or not at all: beside the old one first, then renamed over it."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from archcalc.base.errors import ArchcalcError, OutputError, quoted, reason
from archcalc.base.files import same, was_read
from archcalc.base.standard_output import STANDARD_OUTPUT, binary


def refuse_to_replace(path: Path | None, reads: Iterable[str | Path | None] = ()) -> None:
    """Refuse to write over what this process has read, directly or by `extends`, or what it is about to read.

    `reads` is what is still to be read; a specification's name may end in #variant.
    """
    if path is None or path is STANDARD_OUTPUT:
        return
    coming = (Path(str(source).partition("#")[0]) for source in reads if source is not None)
    if was_read(path) or any(same(source, path) for source in coming):
        raise ArchcalcError.of("output", f"{quoted(path)} is read by this command, and would be lost",
                               hint="write to another file")


def refuse_unwritable(path: Path | None, reads: Iterable[str | Path | None] = (), made: Path | None = None) -> None:
    """Refuse now what would be refused after minutes of work: a file that is read, no such folder, or one kept shut.

    `made` is a folder that this process will make.
    """
    refuse_to_replace(path, reads)
    if path is None or path is STANDARD_OUTPUT or path.parent == made:
        return
    try:
        if path.is_dir():
            raise IsADirectoryError(21, "it is a folder")
        if not path.parent.is_dir() or not (os.access(path.parent, os.W_OK) or (path.exists() and not path.is_file())):
            raise PermissionError(13, os.strerror(13))
    except (OSError, ValueError) as error:
        raise unwritable(path, error) from None


def write(path: Path, content: str | bytes, *, lasting: bool = True) -> None:
    """Write a file; on any failure the old one stays as it was. Raises OutputError.

    One that is not `lasting` may be lost to a power cut soon after: a thousand small files would wait for the disk
    longer than it takes to make them again.
    """
    with opened(path, lasting=lasting) as file:
        file.write(content.encode("utf-8") if isinstance(content, str) else content)


@contextmanager
def opened(path: Path, *, lasting: bool = True) -> Iterator[BinaryIO]:
    """A file to write to, which takes its name when all is written; on any failure the old one stays as it was.

    `STANDARD_OUTPUT` is written to as it comes. Raises OutputError.
    """
    if path is STANDARD_OUTPUT:
        with binary() as stream:
            yield stream
        return
    try:
        target = Path(os.path.realpath(path))
        if target.exists() and not stat.S_ISREG(target.stat().st_mode) and not target.is_dir():
            with target.open("wb") as file:
                yield file
        else:
            with _beside(target, lasting=lasting) as file:
                yield file
    except (OSError, ValueError) as error:
        raise unwritable(path, error) from None


@contextmanager
def named_beside(path: Path) -> Iterator[Path]:
    """As `opened`, for libraries that open files by name themselves: a path, whose file then takes the other's name.

    Raises OutputError.
    """
    beside = path.with_name(f".archcalc-{os.urandom(8).hex()}")
    try:
        yield beside
        beside.chmod(path.stat().st_mode & 0o7777 if path.exists() else 0o666 & ~_umask())
        beside.replace(path)
    except (OSError, ValueError) as error:
        raise unwritable(path, error) from None
    finally:
        with suppress(OSError):
            beside.unlink()


def unwritable(path: Path, error: object) -> ArchcalcError:
    """The answer to a file that cannot be written."""
    if not path.parent.is_dir():
        return OutputError.of("output", f"cannot write {quoted(path)}: there is no folder {quoted(path.parent)}",
                              hint="make it first, or write somewhere else")
    return OutputError.of("output", f"cannot write {quoted(path)}: {reason(error)}", hint="write somewhere else")


@contextmanager
def _beside(target: Path, *, lasting: bool) -> Iterator[BinaryIO]:
    if target.is_dir():
        raise IsADirectoryError(21, "it is a folder")
    # the name is known before the file is there: whatever ends the process, be it in the very making, takes it away
    beside = target.with_name(f".archcalc-{os.urandom(8).hex()}")
    try:
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600),
                       "wb") as file:
            yield file
            file.flush()
            if lasting:
                os.fsync(file.fileno())
        beside.chmod(target.stat().st_mode & 0o7777 if target.exists() else 0o666 & ~_umask())
        beside.replace(target)
    except BaseException:
        with suppress(OSError):
            beside.unlink()
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
