"""Files of values of pictures, a row for each, written as they are made.

A file that is not whole stands as NAME.partial and can be gone on with. The last picture that it has is then computed
once more: a row of another network, of other weights or of another picture is found out.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

from archcalc.base.atomic_files import opened
from archcalc.base.errors import ArchcalcError, quoted
from archcalc.base.kept_files import kept, partial
from archcalc.base.named_tuples import NamedTuple
from archcalc.base.standard_output import STANDARD_OUTPUT
from archcalc.executor.images.picture_stream import PictureStream
from archcalc.executor.run import Tell, silent

_NEAR = 0.001
"""By this share of the largest value a picture may be off that is computed once more: not as many are run at once."""


class FoundRows(NamedTuple):
    """The whole rows that are there: how many, the bytes that they and the head take, and the last one's values."""

    pictures: int = 0
    bytes: int = 0
    last: Any = None


class GrowingFile(Protocol):
    """One kind of file of values."""

    def head(self) -> bytes:
        """All that stands before the rows."""

    def turned(self, values: Any) -> Any:
        """The values (n, ...) of a few pictures as the file has them."""

    def rows(self, paths: Sequence[Path], values: Any) -> bytes:
        """The rows of a few pictures."""

    def found(self, path: Path) -> FoundRows | None:
        """The rows that are there of the same pictures; None where it is something else."""


def refuse_begun(file: Path) -> None:
    """Refuse to begin where something was broken off. Raises ArchcalcError."""
    if file is not STANDARD_OUTPUT and partial(file).exists():
        raise ArchcalcError.of("output", f"{quoted(partial(file))} holds the pictures that were done before a run was "
                               "broken off", hint="--resume goes on with it; to begin again, delete it")


def written(stream: PictureStream, kind: GrowingFile, paths: Sequence[Path], file: Path, tell: Tell = silent,
            *, resume: bool = False) -> int:
    """Write the values of every picture; the number of those that were there. Raises ArchcalcError.

    Whatever ends it, rows that are finished stay in NAME.partial.
    """
    if file is STANDARD_OUTPUT:
        with opened(file) as out:
            out.write(kind.head())
            for some, values in stream.batches(paths, 0, tell):
                out.write(kind.rows(some, kind.turned(values)))
        return 0
    there = _checked(stream, kind, paths, file) if resume else FoundRows()
    done = there.pictures
    if done == len(paths) and not partial(file).exists():
        return done
    ours = False
    try:
        with kept(file, there.bytes) as write:
            ours = True
            if not there.bytes:
                write(kind.head())
            for some, values in stream.batches(paths, done, tell):
                write(kind.rows(some, kind.turned(values)))
                done += len(some)
    finally:
        if ours and not done:
            partial(file).unlink(missing_ok=True)
    return there.pictures


def _checked(stream: PictureStream, kind: GrowingFile, paths: Sequence[Path], file: Path) -> FoundRows:
    """The rows of the file that was broken off, or of the whole one. Raises ArchcalcError where they are others."""
    path = next((each for each in (partial(file), file) if each.exists()), None)
    if path is None:
        return FoundRows()
    found = kind.found(path)
    if found is None:
        raise ArchcalcError.of("resume", f"{quoted(path)} is of other pictures, or of another network's layer",
                               hint="name the same pictures, or delete the file and begin again")
    if found.pictures:
        last = paths[found.pictures - 1]
        (now,) = kind.turned(stream.of([last]))
        if not abs(now - found.last).max() <= _NEAR * abs(now).max():
            raise ArchcalcError.of("resume", f"{quoted(path)} holds other values for {quoted(last.name)} than are "
                                   "computed now", hint="the same network, weights and picture give the same; to begin "
                                   "again, delete the file")
    return found
