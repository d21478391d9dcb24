"""Several models asked about the same images: their files, matched by image and by class.

Every file is read twice, in stretches: once to see whether all is right and which images it tells of, and once to be
counted. Files with the same images in the same order go side by side, however many they are; one in another order is
read image by image.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from decimal import Decimal
from itertools import chain, islice
from pathlib import Path

from archcalc.base.errors import ArchcalcError, Mistake, Place, printable, quoted
from archcalc.base.named_tuples import NamedTuple
from archcalc.base.suggestions import did_you_mean
from archcalc.ensembles import prediction_files
from archcalc.ensembles.ballots import Ballot
from archcalc.ensembles.prediction_cells import TOLERANCE
from archcalc.ensembles.prediction_files import PredictionFile
from archcalc.ensembles.survey import Survey, surveyed
from archcalc.language.diagnostics import MOST_NOTED

MOST_FILES = 100
_SHOWN = 5
"""So many differing classes are named."""
_CELLS = 1 << 18
"""So many probabilities of all files together are held at once, about."""
MOST_MATCHED = 2_000_000
"""So many names are held to tell which images differ."""


class Poll(NamedTuple):
    """Ballots on the same images and classes.

    `ballots` gives, for some images at a time, one of each model, and behind them that of the right classes where they
    are known. `classes` is every class that a file names: as a column, as an answer, or as the truth; `without` are the
    files that hold classes alone; `told` is what is to be said of how files are read.
    """

    names: tuple[str, ...]
    ballots: Callable[[], Iterator[Sequence[Ballot]]]
    classes: frozenset[str]
    has_truth: bool = False
    without: tuple[Path, ...] = ()
    told: tuple[str, ...] = ()
    images: int = 0


class _Known(NamedTuple):
    file: PredictionFile
    survey: Survey


@contextmanager
def opened(paths: Sequence[Path], truth: Path | None = None, tolerance: Decimal = TOLERANCE,
           classes: Sequence[str] = ()) -> Iterator[Poll]:
    """The ballots in files; images are matched by name, in whatever order they stand.

    `classes` names the columns of files that have no names for them. Raises ArchcalcError with all that is wrong in all
    files: lines, and images or classes that only some of them have.
    """
    if not 1 <= len(paths) <= MOST_FILES:
        raise ArchcalcError.of("usage", f"a vote wants from 1 to {MOST_FILES} files, found {len(paths)}")
    mistakes: list[Mistake] = []
    found: list[_Known] = []
    with ExitStack() as stack:
        for path in (*paths, *([truth] if truth else [])):
            try:
                file = stack.enter_context(prediction_files.opened(path, tolerance, classes))
                found.append(_Known(file, surveyed(file, _rows([file]))))
                mistakes += file.mistakes
            except ArchcalcError as error:
                mistakes += error.mistakes
        rows = _rows([each.file for each in found])
        if truth and len(found) == len(paths) + 1 and found[-1].file.classes:
            mistakes.append(Mistake("columns", "the right classes are one column beside the images",
                                    found[-1].file.header, "image,class"))
        mistakes += islice(chain(_other_classes(found), _other_images(found, rows)), MOST_NOTED)
        if mistakes:
            raise ArchcalcError(mistakes)
        yield _poll(paths, found, rows, truth is not None)


def _rows(files: Sequence[PredictionFile]) -> int:
    """So many images at once."""
    return max(1, _CELLS // (max(1, len(files)) * max([8, *(len(file.classes) for file in files)])))


def _poll(paths: Sequence[Path], found: Sequence[_Known], rows: int, has_truth: bool) -> Poll:
    classes = frozenset[str]().union(*(each.file.classes or each.survey.answers for each in found))
    without = tuple(each.file.path for each in found[:len(paths)] if not each.file.classes)
    return Poll(_names(paths), lambda: _side_by_side(found, rows), classes, has_truth, without, tuple(_told(found)),
                found[0].survey.images)


def _side_by_side(found: Sequence[_Known], rows: int) -> Iterator[list[Ballot]]:
    """The same images of every file, so many at a time, in the order of the first file whose images have names."""
    leader = _leader(found)
    same = [not each.file.has_names or each.survey.digest == leader.survey.digest for each in found]
    streams = [each.file.stretches(rows) if own else None for each, own in zip(found, same, strict=True)]
    place = found.index(leader)
    while (stretch := next(streams[place] or iter(()), None)) is not None:
        images = stretch.ballot.images
        yield [stretch.ballot if position == place else each.file.picked(images) if stream is None
               else next(stream).ballot.renamed(images)
               for position, (each, stream) in enumerate(zip(found, streams, strict=True))]
    if changed := [mistake for each in found for mistake in each.file.mistakes]:
        raise ArchcalcError(changed)


def _leader(found: Sequence[_Known]) -> _Known:
    return next((each for each in found if each.file.has_names), found[0])


def _told(found: Sequence[_Known]) -> Iterator[str]:
    """How files are read that do not tell it themselves."""
    leader = _leader(found)
    for each in found:
        name = quoted(each.file.path, "")
        yield from (f"{name}: {words}" for words in each.file.told)
        if not each.file.has_names:
            yield (f"{name} names no images: " + (f"its rows are taken in the order of {quoted(leader.file.path, '')}"
                                                  if leader.file.has_names else "its rows are counted from 0"))


def _names(paths: Sequence[Path]) -> tuple[str, ...]:
    """The files' names in a table: stems, or paths where stems are alike."""
    stems = [printable(path.stem) for path in paths]
    if len(set(stems)) == len(stems):
        return tuple(stems)
    return tuple(f"{printable(str(path))} ({number})" if path in paths[:number - 1] else printable(str(path))
                 for number, path in enumerate(paths, 1))


def _other_classes(found: Sequence[_Known]) -> Iterator[Mistake]:
    """Columns and answers that are not among the classes of the first file of probabilities."""
    first = next((each.file for each in found if each.file.classes and each.file.has_titles),
                 next((each.file for each in found if each.file.classes), None))
    if first is None:
        return
    known = frozenset(first.classes)
    for file, survey in found:
        if file.classes and known != set(file.classes):
            yield _differing(first, file)
        for name, seen in survey.answers.items():
            if name not in known:
                yield Mistake("unknown-class", f"{quoted(seen.image)}: {quoted(first.path)} has no class "
                              f"{quoted(name)}", seen.place, did_you_mean(name, known) or _unnamed(first))


def _unnamed(file: PredictionFile) -> str:
    return "" if file.has_titles else "--classes cat,dog names the columns that have no names, in order"


def _differing(first: PredictionFile, file: PredictionFile) -> Mistake:
    """The classes of two files that are not the same."""
    strange = [name for name in file.classes if name not in set(first.classes)]
    missing = [name for name in first.classes if name not in set(file.classes)]
    parts = [f"{what} {', '.join(map(quoted, names[:_SHOWN]))}{', ...' if len(names) > _SHOWN else ''}"
             for what, names in (("it has", strange), ("it lacks", missing)) if names]
    where = "" if file.header else f"{quoted(file.path)}: "
    return Mistake("classes", f"{where}the classes are not those of {quoted(first.path)}: {'; '.join(parts)}",
                   file.header, _unnamed(file) or (did_you_mean(strange[0], missing) if strange else ""))


def _other_images(found: Sequence[_Known], rows: int) -> Iterator[Mistake]:
    """Images that some files hold and others lack, each at its line in the first file that holds it."""
    if not found:
        return
    leader = _leader(found)
    for each in found:
        if not each.file.has_names and each.survey.images != leader.survey.images:
            yield Mistake("missing-image", f"{quoted(each.file.path)} has {each.survey.images:,} rows, and "
                          f"{quoted(leader.file.path)} {leader.survey.images:,} images", None,
                          "a row for every image, in the same order; a table's first line of numbers is a row")
    named = [each for each in found if each.file.has_names]
    if len({each.survey.digest for each in named}) < 2:
        return
    if max(each.survey.images for each in named) > MOST_MATCHED:
        raise ArchcalcError.of("order", f"the files have their images in different orders, or not the same ones, and "
                               f"more than {MOST_MATCHED:,} are not put in order here",
                               hint="sort the files by their first column, all of them the same way")
    yield from _missing(named, rows)


def _missing(named: Sequence[_Known], rows: int) -> Iterator[Mistake]:
    images = [dict.fromkeys(image for stretch in each.file.stretches(rows) for image in stretch.ballot.images if image)
              for each in named]
    every = dict.fromkeys(chain.from_iterable(images))
    lacking = {image: [place for place, own in enumerate(images) if image not in own] for image in every
               if not all(image in own for own in images)}
    some = dict(islice(lacking.items(), MOST_NOTED))
    holders = {image: next(place for place, own in enumerate(images) if image in own) for image in some}
    places = {image: where for place, each in enumerate(named)
              for image, where in _places(each.file, {image for image in some if holders[image] == place}, rows)}
    for image, without in some.items():
        yield Mistake("missing-image", f"{quoted(image)} is missing from "
                      f"{', '.join(quoted(named[place].file.path) for place in without)}", places.get(image),
                      "every file tells of the same images")


def _places(file: PredictionFile, wanted: set[str], rows: int) -> Iterator[tuple[str, Place | None]]:
    for stretch in file.stretches(rows) if wanted else ():
        yield from ((image, stretch.place(row, -1)) for row, image in enumerate(stretch.ballot.images)
                    if image in wanted)
