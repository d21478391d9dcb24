"""NumPy's own: a zip of arrays, one to a name. Nothing in it is executed: pickled objects are refused."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from importlib import import_module
from math import prod
from pathlib import Path
from typing import Any
from zipfile import ZipFile, ZipInfo

from archcalc.base import files
from archcalc.base.atomic_files import opened
from archcalc.base.containers import Budget, opened_zip
from archcalc.base.errors import Refused, quoted
from archcalc.executor.npy_header import NpyHeader, read_header
from archcalc.executor.weights.stored_array import MOST_ARRAYS, StoredArray
from archcalc.network.graph import Graph

SUFFIXES = (".npz",)
NAMES_DIFFER = False
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


def _header(archive: ZipFile, member: ZipInfo) -> NpyHeader:
    with archive.open(member) as file:
        return read_header(file)


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
