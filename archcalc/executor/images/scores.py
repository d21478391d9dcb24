"""Scores of pictures: a probability for every class, as tables that a vote reads."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from io import StringIO
from pathlib import Path
from typing import Any

from archcalc.base.errors import ArchcalcError, quoted
from archcalc.base.named_tuples import NamedTuple
from archcalc.executor.backends import backend
from archcalc.executor.images.growing_files import FoundRows
from archcalc.executor.images.top_classes import probabilities

_LONGEST_LINE = 2**22


class ScoresFile(NamedTuple):
    """A .csv file: each picture's name, and a probability for every class, with nine digits."""

    names: Mapping[Path, str]
    """Those of the pictures, in order."""
    classes: tuple[str, ...]

    def head(self) -> bytes:
        """The titles."""
        return _lines([["image", *self.classes]])

    def turned(self, values: Any) -> Any:
        """The probabilities (n, classes)."""
        return probabilities(backend("numpy").namespace(), values)

    def rows(self, paths: Sequence[Path], values: Any) -> bytes:
        """A line for each of a few pictures."""
        return _lines([self.names[path], *(f"{value:.9g}" for value in row)]
                      for path, row in zip(paths, values.tolist(), strict=True))

    def found(self, path: Path) -> FoundRows | None:
        """The whole lines of a file with the same titles, and of the same pictures as far as it goes."""
        head = self.head()
        count, size, last = 0, len(head), b""
        with path.open("rb") as file:
            if file.read(size) != head:
                return None
            for name in self.names.values():
                line = file.readline(_LONGEST_LINE)
                if not line.endswith(b"\n"):
                    break
                if not line.startswith(_lines([[name, ""]])[:-1]):
                    return None
                count, size, last = count + 1, size + len(line), line
            else:
                if file.read(1):
                    return None
        return FoundRows(count, size, self._values(last) if count else None)

    def _values(self, line: bytes) -> Any:
        """The probabilities of a line; of one that has others, none is near."""
        numpy = backend("numpy").namespace()
        try:
            values = numpy.array(line.decode().rsplit(",", len(self.classes))[1:], dtype=numpy.float64)
        except ValueError:
            values = numpy.zeros(0)
        return values if values.shape == (len(self.classes),) else numpy.full(len(self.classes), numpy.nan)


def scores_file(paths: Sequence[Path], classes: Sequence[str]) -> ScoresFile:
    """A table of scores for these pictures. Raises ArchcalcError for a name that stands for two of them, or of classes.

    Pictures are called by their names, or where two have the same one by their paths.
    """
    _refuse_twice("the class", classes)
    _refuse_twice("the picture", [str(path) for path in paths])
    alone = len({path.name for path in paths}) == len(paths)
    return ScoresFile({path: path.name if alone else str(path) for path in paths}, tuple(classes))


def _refuse_twice(what: str, names: Sequence[str]) -> None:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise ArchcalcError.of("usage", f"{what} {quoted(name)} is there twice, and rows and columns of scores are "
                                   "known by their names", hint="give each a name of its own")
        seen.add(name)


def _lines(rows: Iterable[Iterable[str]]) -> bytes:
    text = StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue().encode("utf-8", "surrogateescape")
