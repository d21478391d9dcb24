"""Several models asked about the same images: their files, matched by image and by class."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import chain, islice
from pathlib import Path

from archcalc.base.errors import ArchcalcError, Mistake, printable, quoted
from archcalc.base.named_tuples import NamedTuple
from archcalc.base.suggestions import did_you_mean
from archcalc.ensembles import prediction_file
from archcalc.ensembles.prediction_file import TOLERANCE, Ballot
from archcalc.language.diagnostics import MOST_NOTED

MOST_FILES = 100
_SHOWN = 5
"""So many differing classes are named."""


class Poll(NamedTuple):
    """Ballots on the same images and classes; `truth` holds the right classes, if they are known."""

    names: tuple[str, ...]
    ballots: tuple[Ballot, ...]
    truth: Ballot | None = None

    @property
    def images(self) -> tuple[str, ...]:
        """The images in the first file's order."""
        return tuple(self.ballots[0].lines)

    @property
    def classes(self) -> frozenset[str]:
        """Every class that a file names: as a column, as an answer, or as the truth."""
        files = (*self.ballots, *([self.truth] if self.truth else []))
        return frozenset[str]().union(*(file.classes or map(file.answer, file.lines) for file in files))


def read(paths: Sequence[Path], truth: Path | None = None, tolerance: Decimal = TOLERANCE) -> Poll:
    """The ballots in files; images are matched by name, in whatever order they stand.

    Raises ArchcalcError with all that is wrong in all files: lines, and images or classes that only some of them have.
    """
    if not 1 <= len(paths) <= MOST_FILES:
        raise ArchcalcError.of("usage", f"a vote wants from 1 to {MOST_FILES} files, found {len(paths)}")
    mistakes: list[Mistake] = []
    read: list[Ballot] = []
    for path in (*paths, *([truth] if truth else [])):
        try:
            ballot, wrong = prediction_file.read(path, tolerance)
            read.append(ballot)
            mistakes += wrong
        except ArchcalcError as error:
            mistakes += error.mistakes
    if truth and len(read) == len(paths) + 1 and read[-1].classes:
        mistakes.append(Mistake("columns", "the right classes are one column beside the images",
                                read[-1].place(read[-1].header), "image,class"))
    mistakes += islice(chain(_other_classes(read), _other_images(read)), MOST_NOTED)
    if mistakes:
        raise ArchcalcError(mistakes)
    return Poll(_names(paths), tuple(read[:len(paths)]), read[-1] if truth else None)


def _names(paths: Sequence[Path]) -> tuple[str, ...]:
    """The files' names in a table: stems, or paths where stems are alike."""
    stems = [printable(path.stem) for path in paths]
    if len(set(stems)) == len(stems):
        return tuple(stems)
    return tuple(f"{printable(str(path))} ({number})" if path in paths[:number - 1] else printable(str(path))
                 for number, path in enumerate(paths, 1))


def _other_classes(read: Sequence[Ballot]) -> Iterator[Mistake]:
    """Columns and answers that are not among the classes of the first file of probabilities."""
    first = next((ballot for ballot in read if ballot.classes), None)
    if first is None:
        return
    known = frozenset(first.classes)
    for ballot in read:
        if ballot.classes and known != set(ballot.classes):
            yield _differing(first, ballot)
        elif not ballot.classes:
            for image, row in ballot.cells.items():
                if len(row) == 1 and row[0] and row[0] not in known:
                    yield Mistake("unknown-class", f"{quoted(image)}: {quoted(first.source.name)} has no class "
                                  f"{quoted(row[0])}", ballot.place(ballot.lines[image], 1),
                                  did_you_mean(row[0], known))


def _differing(first: Ballot, ballot: Ballot) -> Mistake:
    """The classes of two files that are not the same."""
    strange = [name for name in ballot.classes if name not in set(first.classes)]
    missing = [name for name in first.classes if name not in set(ballot.classes)]
    parts = [f"{what} {', '.join(map(quoted, names[:_SHOWN]))}{', ...' if len(names) > _SHOWN else ''}"
             for what, names in (("it has", strange), ("it lacks", missing)) if names]
    return Mistake("classes", f"the classes are not those of {quoted(first.source.name)}: {'; '.join(parts)}",
                   ballot.place(ballot.header), did_you_mean(strange[0], missing) if strange else "")


def _other_images(read: Sequence[Ballot]) -> Iterator[Mistake]:
    """Images that some files hold and others lack, each at its line in the first file that holds it."""
    holders: dict[str, Ballot] = {}
    for ballot in read:
        holders |= {image: ballot for image in ballot.lines if image not in holders}
    for image, holder in holders.items():
        without = [quoted(ballot.source.name) for ballot in read if image not in ballot.lines]
        if without:
            yield Mistake("missing-image", f"{quoted(image)} is missing from {', '.join(without)}",
                          holder.place(holder.lines[image]), "every file tells of the same images")
