"""Files that are read: regular ones only, and each remembered, so that no command writes over what it has read."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from archcalc.base.errors import UTF_16, ArchcalcError, Refused, quoted, reason
from archcalc.base.suggestions import nearest

_WHOLE = "is the path right, and the file whole?"
_READ: dict[tuple[int, int], Path] = {}
"""Every file that this process has read, by its device and inode."""


@contextmanager
def opened(path: Path, hint: str = "") -> Iterator[BinaryIO]:
    """A regular file, to read from; a folder, a device or a pipe is refused before it can block.

    Raises ArchcalcError, also for what goes wrong while the file is read.
    """
    handle = _regular(path, hint)
    try:
        with os.fdopen(handle, "rb") as file:
            yield file
    except OSError as error:
        raise unreadable(path, error) from None


def _regular(path: Path, hint: str) -> int:
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except OSError as error:
        raise unreadable(path, error) from None
    except ValueError:
        raise unreadable(path, "no file has such a name") from None
    status = os.fstat(handle)
    if not stat.S_ISREG(status.st_mode):
        os.close(handle)
        raise ArchcalcError.of("file", f"{quoted(path)} is not a file", hint=hint)
    _READ[status.st_dev, status.st_ino] = path
    return handle


def content(path: Path, most: int, hint: str = "") -> bytes:
    """All bytes of a regular file. Raises ArchcalcError, also where there are more than `most`."""
    with opened(path, hint) as file:
        raw: bytes | None = file.read(most + 1)
    if raw is None:  # a file of the system's that has nothing to say yet
        raise unreadable(path, "there is nothing in it")
    if len(raw) > most:
        raise ArchcalcError.of("too-large", f"{quoted(path)} is larger than {_amount(most)}",
                               hint="archcalc reads no larger one of this kind")
    return raw


def _amount(most: int) -> str:
    return f"{most >> 20} MiB" if most >= 1 << 20 else f"{most:,} bytes"


@contextmanager
def guarded(refusal: ArchcalcError) -> Iterator[None]:
    """The whole use of a library over a stranger's file: whatever it stumbles over there is told as the file's fault.

    It may do so long after the opening, where a part is missing, a size is strange, a link leads outside. Raises
    ArchcalcError.
    """
    try:
        yield
    except (ArchcalcError, MemoryError):
        raise
    except Exception:  # which one, is the library's own business
        raise refusal from None


def table_text(raw: bytes, name: str) -> str:
    """A table's text: UTF-8, or what spreadsheets write, UTF-16 with a mark and Windows-1252. Raises ArchcalcError."""
    encoding = "utf-16" if raw[:2] in UTF_16 else "utf-8-sig"
    try:
        decoded = raw.decode(encoding)
    except UnicodeDecodeError:
        decoded = raw.decode("cp1252", "replace")
    if "\x00" in decoded:
        raise ArchcalcError.of("encoding", f"{quoted(name)} is not text",
                               hint="save it as CSV, Markdown, YAML, JSON or XLSX")
    return decoded


def unreadable(path: Path, error: object) -> ArchcalcError:
    """The answer to a file that cannot be read."""
    return ArchcalcError.of("file", f"cannot read {quoted(path)}: {reason(error)}",
                            hint=_beside(path) or _WHOLE)


def unfit(path: Path, fact: Refused) -> ArchcalcError:
    """The answer to a file in which something was found that keeps it from being read."""
    mistake = fact.at(None, f"cannot read {quoted(path)}")
    return ArchcalcError([mistake if mistake.hint or mistake.expected else mistake._replace(hint=_WHOLE)])


def _beside(path: Path) -> str:
    """A hint at the file of the same folder and ending that may have been meant."""
    try:
        near = nearest(path.stem, [file.stem for file in path.parent.iterdir() if file.suffix == path.suffix])
    except (OSError, ValueError):
        near = None
    return f"did you mean {quoted(path.with_name(near + path.suffix))}?" if near and near != path.stem else ""


def was_read(path: Path) -> bool:
    """True where this process has read the file, under this name or another.

    An inode alone tells nothing: that of a file which an editor has replaced may be another's by now.
    """
    status = _status(path)
    read = _READ.get((status.st_dev, status.st_ino)) if status is not None else None
    return read is not None and same(read, path)


def same(one: Path, other: Path) -> bool:
    """True where two names are now of one file."""
    try:
        return one.samefile(other)
    except (OSError, ValueError):
        return False


def is_there(path: Path) -> bool:
    """True where there is something of this name, be it a link that leads nowhere.

    No file has a name that is too long, or holds a zero byte.
    """
    return _status(path, follow=False) is not None


def is_regular(path: Path) -> bool:
    """True where a file has this name that is no folder, device or pipe."""
    status = _status(path)
    return status is not None and stat.S_ISREG(status.st_mode)


def is_folder(path: Path) -> bool:
    """True where a folder has this name."""
    status = _status(path)
    return status is not None and stat.S_ISDIR(status.st_mode)


def _status(path: Path, *, follow: bool = True) -> os.stat_result | None:
    try:
        return path.stat(follow_symlinks=follow)
    except (OSError, ValueError):
        return None
