"""NumPy's own: a zip of arrays, one to a name. Nothing in it is executed: pickled objects are refused.

    6 bytes    magic
    2 bytes    version of the format
    2 or 4     length of the header
    header     a Python dictionary: {'descr': '<f4', 'fortran_order': False, 'shape': (10, 84), }
    values

Source: the module numpy.lib.format of NumPy, which also reads the header.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from importlib import import_module
from io import BytesIO
from math import prod
from pathlib import Path
from typing import Any
from warnings import catch_warnings
from zipfile import ZipFile, ZipInfo

from archcalc.base import files
from archcalc.base.atomic_files import opened
from archcalc.base.containers import Budget, opened_zip
from archcalc.base.errors import Refused, quoted
from archcalc.executor.weights.stored_array import MOST_ARRAYS, StoredArray
from archcalc.network.graph import Graph

SUFFIXES = (".npz",)
NAMES_DIFFER = False
_MAGIC = b"\x93NUMPY"
_LONGEST_HEADER = 10_000
"""As many bytes as NumPy's own reader takes."""
_PIECE = 1 << 20
_NUMBERS = "fiub"
"""NumPy's letters of the kinds of types that hold plain numbers."""


@contextmanager
def arrays(path: Path, graph: Graph | None = None) -> Iterator[dict[str, StoredArray]]:
    """Every array by name, while the file is open. Raises ArchcalcError."""
    with files.opened(path) as file:
        try:
            archive = opened_zip(file, Budget(MOST_ARRAYS))
            found = dict(_stored(path, archive, member) for member in archive.infolist())
            if len(found) < len(archive.infolist()):
                raise Refused("weights", "two of its arrays have one name")
        except Refused as fact:
            raise files.unfit(path, fact) from None
        yield found


def _stored(path: Path, archive: ZipFile, member: ZipInfo) -> tuple[str, StoredArray]:
    name = member.filename.removesuffix(".npy")
    try:
        start, shape, rows, kind = _header(archive, member)
    except Refused:
        raise
    except Exception:  # zipfile and NumPy raise whatever a broken header makes them stumble over
        raise Refused("weights", f"{quoted(name)} is no array of NumPy's, or is damaged") from None
    if kind.hasobject:
        raise Refused("weights", f"{quoted(name)} holds Python objects, not numbers",
                      hint="nothing in a file of weights is executed: save arrays of numbers")
    if kind.kind not in _NUMBERS:
        raise Refused("weights", f"{quoted(name)} holds no plain numbers")
    if min(shape, default=0) < 0 or member.file_size != start + prod(shape) * kind.itemsize:
        raise Refused("weights", f"{quoted(name)} has {member.file_size - start:,} bytes, which are not the values of "
                                 f"{quoted(list(shape), '')}")
    return name, StoredArray(shape, partial(_values, path, archive, member, start, shape, rows, kind))


def _header(archive: ZipFile, member: ZipInfo) -> tuple[int, tuple[int, ...], bool, Any]:
    """Where values begin, the shape, whether rows come first, and the type."""
    form = import_module("numpy.lib.format")
    with archive.open(member) as file, catch_warnings(action="ignore"):  # NumPy warns of files that Python 2 wrote
        beginning = file.read(8)
        version = beginning[6:7]
        if beginning[:6] != _MAGIC or version not in {b"\1", b"\2"}:
            raise ValueError("no array")
        length = file.read(2 if version == b"\1" else 4)
        size = int.from_bytes(length, "little")
        if size > _LONGEST_HEADER:
            raise ValueError("a long header")
        read = form.read_array_header_1_0 if version == b"\1" else form.read_array_header_2_0
        shape, columns, kind = read(BytesIO(length + file.read(size)))
    return 8 + len(length) + size, shape, not columns, kind


def _values(path: Path, archive: ZipFile, member: ZipInfo, start: int, shape: tuple[int, ...], rows: bool,
            kind: Any) -> Any:
    numpy = import_module("numpy")
    array = numpy.empty(prod(shape), kind)
    room, at = array.view("u1"), 0
    try:
        with archive.open(member) as file:
            file.read(start)
            while at < array.nbytes and (piece := file.read(_PIECE)):
                room[at:at + len(piece)] = numpy.frombuffer(piece, "u1")
                at += len(piece)
            if at < array.nbytes or file.read(1):
                raise EOFError
    except Exception:  # zipfile and zlib raise whatever they stumble over
        raise files.unreadable(path, f"the values of {member.filename.removesuffix('.npy')} are damaged") from None
    return array.reshape(shape) if rows else array.reshape(shape[::-1]).transpose()


def write(path: Path, arrays: Mapping[str, Any]) -> None:
    """A file that holds the arrays, uncompressed."""
    numpy = import_module("numpy")
    with opened(path) as file:
        try:
            numpy.savez(file, **arrays)
        except ValueError as error:
            ended = error.__context__
            if isinstance(ended, Exception) or ended is None:
                raise
            raise ended from None  # an archive that a signal leaves open complains, and hides the signal
