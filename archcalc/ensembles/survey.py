"""A file of predictions read once, before it is counted: how many images, in which order, which classes, what is wrong.

The names are not kept: a digest tells whether two files have the same in the same order.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable
from hashlib import blake2b
from importlib import import_module
from importlib.util import find_spec
from operator import lt

from archcalc.base.errors import ArchcalcError, Mistake, Place, quoted
from archcalc.base.named_tuples import NamedTuple
from archcalc.ensembles.ballots import ClassBallot
from archcalc.ensembles.prediction_cells import MOST_CLASSES, OF_THE_LINE
from archcalc.ensembles.prediction_files import PredictionFile, PredictionStretch


class Seen(NamedTuple):
    """Where an answer stands first: its image, and its place in a table of text."""

    image: str
    place: Place | None


class Survey(NamedTuple):
    """What a file holds: images, a digest of their names in order, and each class that it answers with."""

    images: int
    digest: bytes
    answers: dict[str, Seen]


def surveyed(file: PredictionFile, rows: int) -> Survey:
    """A file, read whole, so many rows at once. Its mistakes are left with it; raises ArchcalcError for very many."""
    digest, order, answers, count = blake2b(), _Order(), dict[str, Seen](), 0
    for stretch in file.stretches(rows):
        ballot = stretch.ballot
        count += len(ballot.images)
        if file.has_names:
            digest.update("\0".join([*ballot.images, ""]).encode("utf-8", "surrogatepass"))
            order.add(ballot.images)
        if isinstance(ballot, ClassBallot):
            for name in {*ballot.named} - answers.keys() - {""}:
                row = ballot.named.index(name)
                answers[name] = Seen(ballot.images[row], stretch.place(row, int(file.has_names)))
            if len(answers) > MOST_CLASSES:
                raise ArchcalcError.of("too-large", f"{quoted(file.path)} answers with more than {MOST_CLASSES:,} "
                                       "classes", hint="numbers that are measured are no classes")
    if twice := order.twice():
        for stretch in file.stretches(rows):
            order.tell(stretch, twice, file)
    _check_title(file, answers)
    return Survey(count, digest.digest(), answers)


def _check_title(file: PredictionFile, answers: Iterable[str]) -> None:
    """A title that is one of the classes below it is a row, where somebody left the titles out."""
    if file.title and file.title in set(answers) and not file.mistakes:
        file.note(Mistake("header", f"{quoted(file.title)} is a class, by the lines below", file.header,
                          "the first line names the columns: image,class"))


class _Order:
    """Names as they come, eight bytes of each.

    None stands twice where each is behind the one before, by its letters or by its length first.
    """

    def __init__(self) -> None:
        self._hashes, self._last = array("q"), ""
        self._by_letters = self._by_length = True
        self._first: dict[str, str] = {}

    def add(self, images: Iterable[str]) -> None:
        """The next names; an empty one is none."""
        names = [self._last, *filter(None, images)]
        self._hashes.extend(map(hash, names[1:]))
        if self._by_letters:
            self._by_letters = all(map(lt, names, names[1:]))
        if self._by_length:
            keys = [(len(name), name) for name in names]
            self._by_length = all(map(lt, keys, keys[1:]))
        self._last = names[-1]

    def twice(self) -> frozenset[int]:
        """The hashes that came twice."""
        if self._by_letters or self._by_length:
            return frozenset()
        if find_spec("numpy") is not None:
            numpy = import_module("numpy")
            found = numpy.sort(numpy.frombuffer(self._hashes, numpy.int64))
            return frozenset(found[1:][found[1:] == found[:-1]].tolist())
        return frozenset(number for number, count in Counter(self._hashes).items() if count > 1)

    def tell(self, stretch: PredictionStretch, twice: frozenset[int], file: PredictionFile) -> None:
        """Note every name that stands again."""
        for row, image in enumerate(stretch.ballot.images):
            if image and hash(image) in twice:
                place = stretch.place(row, OF_THE_LINE)
                here = f"line {place.line}" if place else f"row {stretch.start + row}"
                if image in self._first:
                    where = "" if place else f"{quoted(file.path)}, {here}: "
                    file.note(Mistake("repeated-image", f"{where}{quoted(image)} stands here again", place,
                                      f"first in {self._first[image]}"))
                self._first.setdefault(image, here)
