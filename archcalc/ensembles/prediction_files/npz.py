"""NumPy's .npz: a zip of arrays. One of them is a model's: NAME.npz#ARRAY says which, where there are several."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from decimal import Decimal
from pathlib import Path
from typing import IO, cast
from zipfile import ZipFile, ZipInfo

from archcalc.base import files
from archcalc.base.containers import Budget, opened_zip
from archcalc.base.errors import ArchcalcError, Refused, quoted
from archcalc.base.suggestions import did_you_mean
from archcalc.ensembles.prediction_files import PredictionFile
from archcalc.ensembles.prediction_files._arrays import ArrayPredictions
from archcalc.ensembles.prediction_files.npy import StoredRows

SUFFIXES = (".npz",)
_MOST = 1000
"""So many arrays of one file are looked at."""
_SHOWN = 10


@contextmanager
def opened(path: Path, tolerance: Decimal, classes: Sequence[str]) -> Iterator[PredictionFile]:
    """The predictions in one of the arrays. Raises ArchcalcError."""
    where, mark, name = str(path).partition("#")
    with files.opened(Path(where)) as file:
        try:
            archive = opened_zip(file, Budget(_MOST))
            member = _member(Path(where), archive, name if mark else None)
            stored = StoredRows(lambda: _inside(archive, member), member.file_size, seekable=False)
        except Refused as fact:
            raise files.unfit(path, fact) from None
        yield ArrayPredictions(path, stored, tolerance, classes)


def _inside(archive: ZipFile, member: ZipInfo) -> AbstractContextManager[IO[bytes]]:
    return cast("AbstractContextManager[IO[bytes]]", archive.open(member))


def _member(path: Path, archive: ZipFile, name: str | None) -> ZipInfo:
    """The array that is asked for, or the only one. Raises ArchcalcError."""
    found = {member.filename.removesuffix(".npy"): member for member in archive.infolist()}
    if not found:
        raise Refused("predictions", "it holds no array", hint="numpy.savez writes them")
    if name is None and len(found) == 1:
        return next(iter(found.values()))
    if name is not None and name in found:
        return found[name]
    names = ", ".join(map(quoted, sorted(found)[:_SHOWN])) + (", ..." if len(found) > _SHOWN else "")
    first = sorted(found)[0]
    if name is None:
        raise ArchcalcError.of("predictions", f"{quoted(path)} holds {len(found)} arrays: {names}",
                               hint=f"say which: {quoted(f'{path}#{first}', '')}")
    raise ArchcalcError.of("predictions", f"{quoted(path)} holds no array {quoted(name)}",
                           hint=did_you_mean(name, found), expected=f"one of: {names}")
