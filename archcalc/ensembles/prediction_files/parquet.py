"""Parquet, by pyarrow: columns of probabilities, or of classes, beside the images' names or without them.

The names are pandas' index, or a first column of texts or of whole numbers that has others beside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from decimal import Decimal
from importlib import import_module
from itertools import repeat
from math import prod
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any

from archcalc.base import files
from archcalc.base.errors import ArchcalcError, quoted
from archcalc.ensembles.prediction_cells import MOST_CLASSES
from archcalc.ensembles.prediction_files import PredictionFile
from archcalc.ensembles.prediction_files._arrays import ArrayPiece, ArrayPredictions

SUFFIXES = (".parquet",)
_INDEX = "__index_level_0__"
"""pandas' name of an index that has none."""
_BUFFER = 1 << 14
_SPILLED = 1 << 22
"""Tables of more values are not read a page of each column at a time."""


@contextmanager
def opened(path: Path, tolerance: Decimal, classes: Sequence[str]) -> Iterator[PredictionFile]:
    """The predictions in columns. Raises ArchcalcError."""
    try:
        parquet = import_module("pyarrow.parquet")
    except ImportError:
        raise ArchcalcError.of("missing-library", "a file .parquet wants the library pyarrow",
                               hint="pip install 'archcalc[parquet]', or write .csv or .npy") from None
    with files.opened(path) as file:
        with files.guarded(_damaged(path)):
            table = parquet.ParquetFile(file, memory_map=False, buffer_size=_BUFFER, pre_buffer=False)
            columns = _Columns(path, table)
        yield ArrayPredictions(path, columns, tolerance, classes)


def _damaged(path: Path) -> ArchcalcError:
    return ArchcalcError.of("predictions", f"{quoted(path)} is no Parquet file that can be read",
                            hint="is the file whole?")


class _Columns:
    """The columns of a file."""

    def __init__(self, path: Path, file: Any) -> None:
        types = import_module("pyarrow.types")
        self._file, self._path, schema = file, path, file.schema_arrow
        names = list(schema.names)
        if len(names) > MOST_CLASSES + 1:
            raise ArchcalcError.of("too-large", f"{quoted(path)} has more than {MOST_CLASSES:,} columns",
                                   hint="a row for every image?")
        kinds = dict(zip(names, map(_value_type, schema.types), strict=True))
        if len(kinds) < len(names):
            raise ArchcalcError.of("predictions", f"{quoted(path)} has two columns of one name",
                                   hint="a column of probabilities for every class")
        index = _INDEX if _INDEX in kinds else next(iter(names), "")
        told = index == _INDEX or _is_text(kinds[index]) or types.is_integer(kinds[index]) if kinds else False
        self.has_names = bool(told) and len(names) > 1
        self._index = index if self.has_names else None
        columns = [name for name in names if name != self._index]
        self.titles = tuple(columns) if len(columns) > 1 else None
        self._columns, rows = columns, file.metadata.num_rows
        self.shape: tuple[int, ...] = (rows,) if len(columns) == 1 else (rows, len(columns))
        letters = {_letter(kinds[name]) for name in columns}
        self.letter = letters.pop() if len(letters) == 1 else "f" if letters <= {*"iuf"} else "?"

    def pieces(self, rows: int) -> Iterator[ArrayPiece]:
        """All rows, so many at once. Raises ArchcalcError."""
        if len(self._columns) > 1 and prod(self.shape) > _SPILLED:
            yield from self._spilled(rows)
            return
        with files.guarded(_damaged(self._path)):
            batches = self._file.iter_batches(batch_size=rows)
        held: list[Any] = []
        count = 0
        while (batch := self._next(batches)) is not None:
            while count + len(batch) >= rows:  # groups of rows end where they like
                head = batch.slice(0, rows - count)
                yield self._piece([*held, head])
                batch, held, count = batch.slice(len(head)), [], 0
            held, count = ([*held, batch], count + len(batch)) if len(batch) else (held, count)
        if held:
            yield self._piece(held)

    def _spilled(self, rows: int) -> Iterator[ArrayPiece]:
        """The rows of a file whose columns are each as long as it: they are laid beside each other on the disk first.

        What holds a page of every column, and the values that it refers to, may hold all of the file.
        """
        numpy = import_module("numpy")
        with TemporaryFile() as beside:
            self._lay(beside)
            names = self._names(rows)
            for start in range(0, self.shape[0], rows):
                count = min(rows, self.shape[0] - start)
                array = numpy.empty((len(self._columns), count))
                for place, column in enumerate(array):
                    beside.seek((place * self.shape[0] + start) * 8)
                    column[:] = numpy.frombuffer(beside.read(count * 8))
                yield ArrayPiece(next(names), array.T)

    def _lay(self, beside: IO[bytes]) -> None:
        """Write every column, one behind the other, as float64."""
        numpy, start = import_module("numpy"), 0
        for group in range(self._file.metadata.num_row_groups):
            rows = self._file.metadata.row_group(group).num_rows
            some = max(1, _SPILLED // max(1, rows) // 4)
            for first in range(0, len(self._columns), some):
                names = self._columns[first:first + some]
                with files.guarded(_damaged(self._path)):
                    found = self._file.read_row_group(group, columns=names, use_threads=False)
                    columns = [numpy.ascontiguousarray(found.column(name).to_numpy(), numpy.float64) for name in names]
                for place, column in enumerate(columns, first):
                    beside.seek((place * self.shape[0] + start) * 8)
                    beside.write(column.tobytes())
            start += rows

    def _names(self, rows: int) -> Iterator[list[str] | None]:
        """The images' names, so many at a time."""
        if self._index is None:
            yield from repeat(None)
        held: list[str] = []
        for batch in self._file.iter_batches(batch_size=rows, columns=[self._index]):
            held += ["" if name is None else str(name) for name in batch.column(0).to_pylist()]
            while len(held) >= rows:
                yield held[:rows]
                held = held[rows:]
        yield held

    def _next(self, batches: Iterator[Any]) -> Any:
        with files.guarded(_damaged(self._path)):
            return next(batches, None)

    def _piece(self, batches: list[Any]) -> ArrayPiece:
        """Batches as one piece."""
        numpy, found = import_module("numpy"), import_module("pyarrow").Table.from_batches(batches)
        with files.guarded(_damaged(self._path)):
            images = None
            if self._index is not None:
                images = ["" if name is None else str(name) for name in found.column(self._index).to_pylist()]
            if self.letter == "O":
                return ArrayPiece(images, numpy.array(found.column(self._columns[0]).to_pylist(), object))
            arrays = [found.column(name).to_numpy() for name in self._columns]
            return ArrayPiece(images, arrays[0] if len(arrays) == 1 else numpy.stack(arrays, axis=1))


def _value_type(kind: Any) -> Any:
    """The type of a column's values, be it encoded by a dictionary or not."""
    return kind.value_type if import_module("pyarrow.types").is_dictionary(kind) else kind


def _is_text(kind: Any) -> bool:
    types = import_module("pyarrow.types")
    return bool(types.is_string(kind) or types.is_large_string(kind))


def _letter(kind: Any) -> str:
    """NumPy's letter of the kind of a type; ? for what is neither a number nor a text."""
    types = import_module("pyarrow.types")
    if _is_text(kind):
        return "O"
    return ("b" if types.is_boolean(kind) else "i" if types.is_integer(kind) else "f" if types.is_floating(kind)
            else "?")
