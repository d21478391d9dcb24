"""One gate for every archive that a stranger wrote: counted and measured by its directory before a member is unpacked.

    member, member, ...          each with its bytes, stored or deflated
    directory                    46 bytes and a name for each member: packed and unpacked size
    end                          22 bytes: how many members, how many bytes of directory; wider ones stand before it

A library that opens the archive afterwards reads at most what the directory says. Source: PKWARE's APPNOTE.TXT,
sections 4.3.12 to 4.3.16.
"""

from __future__ import annotations

import struct
from pathlib import Path
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from archcalc.base.errors import Refused, quoted
from archcalc.base.files import unfit
from archcalc.base.named_tuples import NamedTuple

_END, _END_64, _LOCATOR_64 = b"PK\5\6", b"PK\6\6", b"PK\6\7"
_LONGEST_COMMENT = 1 << 16
_LONGEST_ENTRY = 512
"""Bytes of a member in the directory, on average: 46, and its name."""
_SMALL = 1 << 20
"""Members of so many bytes may be packed as tightly as they can: a megabyte of zeros is a kilobyte."""


class Budget(NamedTuple):
    """What is read of an archive at most: members, bytes when unpacked, and how many bytes one packed byte may give.

    No `unpacked` leaves it to the reader, who compares sizes with what is wanted.
    """

    members: int
    unpacked: int | None = None
    ratio: int | None = None


def opened_zip(file: BinaryIO, budget: Budget) -> ZipFile:
    """An archive within a budget; nothing of it is unpacked yet. Raises Refused."""
    _check_end(file, budget)
    try:
        archive = ZipFile(file)
    except (BadZipFile, ValueError, OSError, NotImplementedError, OverflowError):
        raise Refused("archive", "its directory is damaged") from None
    _check_directory(archive.infolist(), budget, _size(file))
    return archive


def check_zip(file: BinaryIO, path: Path, budget: Budget) -> None:
    """Refuse an archive beyond a budget, before a library opens it. Raises ArchcalcError."""
    try:
        opened_zip(file, budget)
    except Refused as fact:
        raise unfit(path, fact) from None
    file.seek(0)


def _size(file: BinaryIO) -> int:
    return file.seek(0, 2)


def _check_end(file: BinaryIO, budget: Budget) -> None:
    """Refuse a directory that would be too large to be read itself."""
    size = _size(file)
    start = max(0, size - _LONGEST_COMMENT - 22)
    file.seek(start)
    tail = file.read()
    at = tail.rfind(_END)
    if at < 0 or len(tail) - at < 22:
        raise Refused("archive", "it is no zip archive, or is cut off")
    count, length = _wide(file, start + at) or struct.unpack("<HI", tail[at + 10:at + 16])
    if count > budget.members or length > budget.members * _LONGEST_ENTRY:
        raise Refused("too-large", f"it has more than {budget.members:,} members, or {count:,} with very long names")
    file.seek(0)


def _wide(file: BinaryIO, end: int) -> tuple[int, int] | None:
    """The members and the bytes of a directory whose end does not hold such numbers."""
    file.seek(max(0, end - 20))
    locator = file.read(20) if end >= 20 else b""
    if locator[:4] != _LOCATOR_64:
        return None
    (at,) = struct.unpack("<Q", locator[8:16])
    places = {min(at, end), max(0, end - 20 - 56)}  # a reader looks right before, where something stands in front
    found = []
    for place in places:
        file.seek(place)
        record = file.read(56)
        if record[:4] == _END_64 and len(record) == 56:
            found.append(struct.unpack("<QQ", record[32:48]))
    return (max(count for count, _ in found), max(length for _, length in found)) if found else None


def _check_directory(members: list[ZipInfo], budget: Budget, size: int) -> None:
    if len(members) > budget.members:
        raise Refused("too-large", f"it has {len(members):,} members, and at most {budget.members:,} are read")
    unpacked = sum(member.file_size for member in members)
    if budget.unpacked is not None and unpacked > budget.unpacked:
        raise Refused("too-large", f"it would take {unpacked >> 20:,} MiB unpacked, and at most "
                                   f"{budget.unpacked >> 20:,} MiB are read")
    if any(not 0 <= member.header_offset <= size - member.compress_size - 30 for member in members):
        raise Refused("archive", "its directory is damaged: a member would lie outside of it")
    if sum(member.compress_size for member in members) > size:
        raise Refused("archive", "its members overlap: it would give more than it holds")
    for member in members:
        _check_member(member, budget)


def _check_member(member: ZipInfo, budget: Budget) -> None:
    """Refuse what is encrypted, packed in a rare way, or packed beyond measure."""
    if member.flag_bits & 1:
        raise Refused("archive", "it is encrypted", hint="save it without a password")
    if member.compress_type not in {ZIP_STORED, ZIP_DEFLATED}:
        raise Refused("archive", f"its member {quoted(member.filename)} is packed in a way that is not read",
                      hint="pack it again, with deflate or not at all")
    if budget.ratio is not None and member.file_size > max(_SMALL, budget.ratio * member.compress_size):
        raise Refused("too-large", f"its member {quoted(member.filename)} would take {member.file_size >> 20:,} MiB "
                                   f"of {member.compress_size:,} bytes")
