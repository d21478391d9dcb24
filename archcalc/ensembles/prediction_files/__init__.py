"""Files of one model's predictions, one kind to a file; being there is being registered.

They are read in stretches, however many images they hold, and each stretch is checked as it is read. What is wrong is
collected, so that all of it can be told at once.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from decimal import Decimal
from pathlib import Path
from typing import Protocol

from archcalc.base.errors import ArchcalcError, Mistake, Place
from archcalc.base.named_tuples import NamedTuple
from archcalc.base.registry import Registry
from archcalc.ensembles.ballots import Ballot
from archcalc.language.diagnostics import MOST_NOTED


class PredictionStretch(NamedTuple):
    """A ballot of some images as they stand in a file, from row `start`, counted from 0, on.

    `place` tells a row's place, and that of a cell of it; None in a file that is no text.
    """

    start: int
    ballot: Ballot
    place: Callable[[int, int], Place | None]


class PredictionFile(ABC):
    """One model's predictions. `classes` are the columns of probabilities, none where the file holds classes.

    `has_names` tells whether its images have names, and `has_titles` whether its classes have; else both are counted
    from 0. `told` is what is to be said of how it is read.
    """

    path: Path
    classes: tuple[str, ...] = ()
    has_names = False
    has_titles = True
    told: tuple[str, ...] = ()
    header: Place | None = None
    title: str = ""
    """That of a single column."""

    def __init__(self) -> None:
        self.mistakes: list[Mistake] = []

    @abstractmethod
    def stretches(self, rows: int) -> Iterator[PredictionStretch]:
        """All of it, so many images at once; mistakes are collected. Raises ArchcalcError."""

    @abstractmethod
    def picked(self, images: Sequence[str]) -> Ballot:
        """Some images, by name. Raises ArchcalcError where the kind of file cannot be read out of order."""

    def note(self, mistake: Mistake) -> None:
        """Collect a mistake. Raises ArchcalcError where there are very many."""
        self.mistakes.append(mistake)
        if len(self.mistakes) >= MOST_NOTED:
            raise ArchcalcError(self.mistakes)


class PredictionKind(Protocol):
    """One kind of file."""

    SUFFIXES: tuple[str, ...]
    """Endings of files that are of this kind, with their dots; without any, whatever is of no other kind."""

    def opened(self, path: Path, tolerance: Decimal, classes: Sequence[str]) -> AbstractContextManager[PredictionFile]:
        """The predictions in a file, while it is open; `classes` names its columns where it has no names for them.

        Raises ArchcalcError.
        """


KINDS = Registry[PredictionKind](__name__, __file__, "kind of predictions")


def opened(path: Path, tolerance: Decimal, classes: Sequence[str]) -> AbstractContextManager[PredictionFile]:
    """A file's predictions, by its ending; whatever has none that is known is a table of text. Raises ArchcalcError."""
    ending = path.name.partition("#")[0].lower()
    kinds = [KINDS.load(name) for name in KINDS]
    kind = next((kind for kind in kinds if kind.SUFFIXES and ending.endswith(kind.SUFFIXES)), None)
    return (kind or next(kind for kind in kinds if not kind.SUFFIXES)).opened(path, tolerance, classes)
