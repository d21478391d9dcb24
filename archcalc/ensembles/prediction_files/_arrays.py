"""Arrays of predictions, as NumPy and pandas save those of scikit-learn: predict's classes, predict_proba's rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal, localcontext
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol

from archcalc.base.errors import ArchcalcError, Mistake, Place, Refused, quoted
from archcalc.base.named_tuples import NamedTuple
from archcalc.ensembles.ballots import Ballot, ClassBallot, ProbabilityBallot
from archcalc.ensembles.csv_layout import BINARY
from archcalc.ensembles.prediction_cells import EXACT, MOST_CLASSES
from archcalc.ensembles.prediction_files import PredictionFile, PredictionStretch

_CLASSES, _NUMBERS = "iubUSO", "iubf"
"""NumPy's letters of the kinds of types that classes have, and probabilities. Objects are those of Parquet's texts."""
_NEAR = 1e-9
"""Sums of floats are off by less than this."""


class ArrayPiece(NamedTuple):
    """Some rows: the images' names, where they have any, and an array (rows,) or (rows, classes)."""

    images: Sequence[str] | None
    array: Any


class Stored(Protocol):
    """An array in a file, read in pieces. `titles` are its columns', where they have any."""

    shape: tuple[int, ...]
    letter: str
    has_names: bool
    titles: tuple[str, ...] | None

    def pieces(self, rows: int) -> Iterator[ArrayPiece]:
        """All rows, so many at once. Raises ArchcalcError where the file is damaged."""


class ArrayPredictions(PredictionFile):
    """The predictions of an array: one axis of classes, or of the second's probability; or two of probabilities."""

    def __init__(self, path: Path, stored: Stored, tolerance: Decimal, classes: Sequence[str]) -> None:
        """Find out what the array holds. Raises ArchcalcError."""
        super().__init__()
        self.path, self._stored, self.tolerance = path, stored, tolerance
        self.has_names, self.has_titles = stored.has_names, stored.titles is not None
        width = stored.shape[-1] if len(stored.shape) == 2 else 1
        if len(stored.shape) not in {1, 2} or not width:
            raise self._refused(f"an array of {list(stored.shape)} is none of predictions",
                                expected="(images,) for classes, or (images, classes) for probabilities")
        if width > MOST_CLASSES:
            raise self._refused(f"there are more than {MOST_CLASSES:,} classes", hint="a row for every image?")
        if stored.letter not in (_NUMBERS if width > 1 else _CLASSES + "f"):
            raise self._refused("it holds neither numbers nor texts", hint="classes, or probabilities")
        self.binary = width == 1 and stored.letter == "f" and self._has_fractions()
        if self.binary:
            self.classes, self.has_titles = BINARY, False
            self.told = (f"its numbers are the probability of class {(classes or BINARY)[-1]}",)
        elif width > 1:
            self.classes = stored.titles or tuple(map(str, range(width)))
        if self.classes and not self.has_titles and classes:
            if len(classes) != len(self.classes):
                raise ArchcalcError.of("usage", f"{quoted(path)} has {len(self.classes)} classes, and --classes names "
                                       f"{len(classes)}", hint="a name for every column, in order")
            self.classes = tuple(classes)

    def _refused(self, fact: str, expected: str = "", hint: str = "") -> ArchcalcError:
        return ArchcalcError.of("predictions", f"cannot read {quoted(self.path)}: {fact}", hint=hint,
                                expected=expected)

    def _has_fractions(self) -> bool:
        return any((piece.array % 1 > 0).any() for piece in self._stored.pieces(1 << 17))

    def picked(self, images: Sequence[str]) -> Ballot:
        """Refused. Raises ArchcalcError."""
        raise ArchcalcError.of("order", f"{quoted(self.path)} has its images in another order, and is read in its own "
                               "alone", hint="sort the files by the names, or write this one as CSV")

    def stretches(self, rows: int) -> Iterator[PredictionStretch]:
        """All rows, so many at once."""
        self.mistakes.clear()
        start = 0
        for piece in self._stored.pieces(rows):
            count = len(piece.array)
            images = piece.images or list(map(str, range(start, start + count)))
            for row in (row for row, image in enumerate(images) if not image):
                self._note(Refused("image", "this row names no image", hint="every row names one"), start + row)
            yield PredictionStretch(start, self._ballot(images, piece.array, start), _nowhere)
            start += count
        if not start:
            self.note(Mistake("empty", f"{quoted(self.path)} holds no image", None, "a row for every image"))

    def _ballot(self, images: Sequence[str], array: Any, start: int) -> Ballot:
        if not self.classes:
            return ClassBallot(images, [self._label(value, start + row)
                                        for row, value in enumerate(array.reshape(len(array)).tolist())])
        numpy = import_module("numpy")
        values = array.reshape(len(array), -1).astype(numpy.float64)
        wrong = ~((values >= 0) & (values <= 1))
        for row, column in zip(*wrong.nonzero(), strict=True):
            self._note(Refused("probability", f"{values[row, column]} is no probability", hint="a number from 0 to 1"),
                       start + int(row), int(column))
        if self.binary:
            return ProbabilityBallot(images, self.classes, _exact_pairs(values),
                                     numpy.concatenate([1 - values, values], axis=1))
        if not self.mistakes:
            self._check_sums(values, start)
        return ProbabilityBallot(images, self.classes, _exact_rows(values), values, rounded=False,
                                 one=lambda row, column: Decimal(float(values[row, column])))

    def _check_sums(self, values: Any, start: int) -> None:
        off = abs(values.sum(axis=1) - 1)
        for row in (off > float(self.tolerance) - _NEAR).nonzero()[0].tolist():
            with localcontext(EXACT):
                total = sum(map(Decimal, values[row].tolist()), Decimal(0))
                wrong = abs(total - 1) > self.tolerance
            if wrong:
                self._note(Refused("probability-sum", f"the probabilities sum to {float(total):.10g}, not to 1",
                                   hint=f"more than {self.tolerance:f} off: --tolerance"), start + row)

    def _label(self, value: Any, row: int) -> str:
        """A class as it is written elsewhere: a whole number without a point, text without spaces around it."""
        if isinstance(value, bytes):
            value = value.decode("utf-8", "replace")
        if isinstance(value, float):
            value = int(value) if value % 1 == 0 else str(value)
            if isinstance(value, str):
                self._note(Refused("class", f"{quoted(value)} is no class", hint="a whole number, or a text"), row)
        found = str(value).strip() if value is not None else ""
        if not found:
            self._note(Refused("class", "there is no class", hint="every image has one"), row)
        return found

    def _note(self, fact: Refused, row: int, column: int | None = None) -> None:
        cell = f", column {column}" if column is not None and not self.binary else ""
        self.note(fact.at(None, f"{quoted(self.path)}, row {row}{cell}"))


def _nowhere(row: int, cell: int) -> Place | None:
    return None


def _exact_rows(values: Any) -> Any:
    return lambda row: [Decimal(value) for value in values[row].tolist()]


def _exact_pairs(values: Any) -> Any:
    def exact(row: int) -> list[Decimal]:
        with localcontext(EXACT):
            second = Decimal(float(values[row, 0]))
            return [1 - second, second]

    return exact
