"""NumPy's .npy: one array. Nothing in it is executed, and it is read row after row."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from decimal import Decimal
from importlib import import_module
from math import prod
from pathlib import Path
from typing import IO, Any

from archcalc.base import files
from archcalc.base.errors import ArchcalcError, Refused, quoted
from archcalc.ensembles.prediction_files import PredictionFile
from archcalc.ensembles.prediction_files._arrays import ArrayPiece, ArrayPredictions
from archcalc.executor.backends import missing
from archcalc.executor.npy_header import NpyHeader, read_header

SUFFIXES = (".npy",)
_HELD = 64 << 20
"""Bytes of an array that is held where its columns come first, and its file cannot be gone through column by column."""
Opener = Callable[[], AbstractContextManager[IO[bytes]]]


@contextmanager
def opened(path: Path, tolerance: Decimal, classes: Sequence[str]) -> Iterator[PredictionFile]:
    """The predictions in an array. Raises ArchcalcError."""
    with files.opened(path) as file:
        size = file.seek(0, 2)
        try:
            stored = StoredRows(lambda: files.opened(path), size, seekable=True)
        except Refused as fact:
            raise files.unfit(path, fact) from None
        yield ArrayPredictions(path, stored, tolerance, classes)


class StoredRows:
    """An array in a file, or in a member of an archive, that is read from its beginning, rows at a time."""

    has_names = False
    titles: tuple[str, ...] | None = None

    def __init__(self, file: Opener, size: int, *, seekable: bool) -> None:
        """Read the header. Raises Refused for what is no array of plain values, or not as long as it says."""
        try:
            import_module("numpy")
        except ImportError:
            raise missing("NumPy", "run") from None
        self._file, self._seekable = file, seekable
        self.header = _header(file, size)
        self.shape, self.letter = self.header.shape, self.header.kind.kind
        self._in_order = self.header.rows_first or len(self.shape) < 2
        if not self._in_order and not seekable and size > _HELD:
            raise Refused("predictions", "its columns come first, and it is compressed",
                          hint="save it by rows: numpy.ascontiguousarray")

    def pieces(self, rows: int) -> Iterator[ArrayPiece]:
        """All rows, so many at once. Raises ArchcalcError."""
        numpy, header = import_module("numpy"), self.header
        total, width = (self.shape[0] if self.shape else 0), prod(self.shape[1:])
        with self._file() as file:
            read = self._by_rows if self._in_order else self._by_columns if self._seekable else self._whole
            for start in range(0, total, rows):
                count = min(rows, total - start)
                raw = read(file, start, count)
                array = numpy.frombuffer(raw, header.kind)
                if self._in_order:
                    yield ArrayPiece(None, array.reshape(count, *self.shape[1:]))
                elif self._seekable:
                    yield ArrayPiece(None, array.reshape(width, count).T)
                else:
                    yield ArrayPiece(None, array.reshape(width, total).T[start:start + count])

    def _by_rows(self, file: IO[bytes], start: int, count: int) -> bytes:
        if not start:
            _read(file, self.header.start)
        return _read(file, count * prod(self.shape[1:]) * self.header.kind.itemsize)

    def _by_columns(self, file: IO[bytes], start: int, count: int) -> bytes:
        size, total = self.header.kind.itemsize, self.shape[0]
        found = []
        for column in range(self.shape[1]):
            file.seek(self.header.start + (column * total + start) * size)
            found.append(_read(file, count * size))
        return b"".join(found)

    def _whole(self, file: IO[bytes], start: int, count: int) -> bytes:
        if not start:
            _read(file, self.header.start)
            self._held = _read(file, prod(self.shape) * self.header.kind.itemsize)
        return self._held


def _read(file: IO[bytes], count: int) -> bytes:
    """So many bytes. Raises ArchcalcError where there are fewer."""
    parts, left = [], count
    try:
        while left and (part := file.read(left)):
            parts.append(part)
            left -= len(part)
    except (OSError, ArchcalcError):
        raise
    except Exception:  # zipfile and zlib raise whatever they stumble over
        left = count
    if left:
        raise ArchcalcError.of("predictions", "the values of the array are damaged", hint="is the file whole?")
    return parts[0] if len(parts) == 1 else b"".join(parts)


def _header(file: Opener, size: int) -> NpyHeader:
    """The header, held to the size of the file. Raises Refused."""
    try:
        with file() as opened_file:
            header = read_header(opened_file)
    except ArchcalcError:
        raise
    except Exception:  # zipfile and NumPy raise whatever a broken header makes them stumble over
        raise Refused("predictions", "it is no array of NumPy's, or is damaged",
                      hint="numpy.save writes one") from None
    kind: Any = header.kind
    if kind.hasobject:
        raise Refused("predictions", "it holds Python objects, which are not read", hint="nothing in a file of "
                      "predictions is executed: save texts as array.astype(str), numbers as they are")
    if kind.kind not in "iubfUS" or (kind.kind == "f" and kind.itemsize > 8) or kind.names or not kind.itemsize:
        raise Refused("predictions", f"it holds neither plain numbers nor texts, but {quoted(kind)}",
                      hint="classes, or probabilities")
    values = prod(header.shape) * kind.itemsize
    if min(header.shape, default=0) < 0 or size != header.start + values:
        raise Refused("predictions", f"it has {size - header.start:,} bytes of values, which are not those of "
                                     f"{quoted(list(header.shape), '')}", hint="is the file whole?")
    return header
