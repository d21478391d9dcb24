"""Several data sets side by side: which situation each is in, what is advised, and what that takes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from archcalc.base import units
from archcalc.base.errors import ArchcalcError, printable, quoted
from archcalc.base.named_tuples import NamedTuple
from archcalc.base.report import Column, Report, Table
from archcalc.network.graph import Graph
from archcalc.training.transfer import costs, data_situations
from archcalc.training.transfer.costs import TransferTask, TransferWay
from archcalc.training.transfer.data_situations import SITUATIONS, Situation

_MOST_DIGITS = 18
_MOST = 100
_SIMILAR = {"yes": True, "no": False}


class DataSet(NamedTuple):
    """A data set: its classes, its images, and whether they are like the original ones."""

    name: str
    classes: int
    images: int
    similar: bool


def data_sets(words: Iterable[str]) -> tuple[DataSet, ...]:
    """Data sets as they are written, NAME=CLASSES:IMAGES:yes|no. Raises ArchcalcError.

    >>> data_sets(["pets=37:3680:yes"])
    (DataSet(name='pets', classes=37, images=3680, similar=True),)
    """
    found = tuple(map(_data_set, words))
    names = [each.name for each in found]
    if twice := next((name for i, name in enumerate(names) if name in names[:i]), ""):
        raise ArchcalcError.of("usage", f"--data {quoted(twice)} is given twice", hint="give each another name")
    if len(found) > _MOST:
        raise ArchcalcError.of("usage", f"at most {_MOST} data sets are compared, found {len(found):,}",
                               hint="give fewer")
    return found


def _data_set(word: str) -> DataSet:
    name, equals, told = word.partition("=")
    parts = told.replace(",", "").split(":")
    numbers = [int(part) for part in parts[:2] if part.isascii() and part.isdecimal() and len(part) <= _MOST_DIGITS]
    if not (name.strip() and equals) or len(parts) != 3 or len(numbers) != 2 or min(numbers) < 1 \
            or parts[2] not in _SIMILAR:
        raise ArchcalcError.of("usage", f"--data wants NAME=CLASSES:IMAGES:yes|no, found {quoted(word)}",
                               hint="for example --data pets=37:3680:yes, where yes says like the original images")
    return DataSet(printable(name.strip()), numbers[0], numbers[1], _SIMILAR[parts[2]])


class AdvisedWay(NamedTuple):
    """A data set, its situation, and the way that is advised."""

    data: DataSet
    case: Situation
    task: TransferTask
    way: TransferWay


def advised(graph: Graph, sets: Sequence[DataSet], common: TransferTask) -> list[AdvisedWay]:
    """What is advised for each data set; all but classes and images is `common`. Raises ArchcalcError."""
    found = []
    for data in sets:
        case = data_situations.situation(data.images, similar=data.similar, large_from=common.large_from)
        task = common._replace(classes=data.classes, images=data.images)
        way = next(way for way in costs.ways(graph, task) if way.option.name == case.option)
        found.append(AdvisedWay(data, case, task, way))
    return found


def side_by_side(graph: Graph, found: Sequence[AdvisedWay]) -> Report:
    """A row for each data set."""
    common = found[0].task
    columns = (Column("data", "data set", rank=0), Column("classes", "classes", "count", rank=1),
               Column("images", "images", "count", rank=0), Column("similar", "similar", rank=1),
               Column("situation", "situation", "count", rank=1), Column("advised"),
               Column("option", "advised", "prose", rank=0), Column("trained", "trained", "count", rank=0),
               Column("frozen", "frozen", "count", rank=3), Column("memory_bytes", "memory", "bytes", rank=1),
               Column("epoch_macs", "MACs an epoch", "count", rank=1),
               Column("codes_bytes", "codes kept", "bytes", rank=2))
    head = {"architecture": graph.about.name, "batch": graph.batch, "optimizer": common.optimizer,
            "dtype": common.dtype, "large_from": common.large_from}
    return Report("archcalc/transfer-data/1", (Table("data", columns, tuple(map(_row, found))),),
                  tuple(_notes(graph, found)), head,
                  title=f"{graph.about.title} for {len(found)} data set{'s' * (len(found) > 1)}")


def _row(each: AdvisedWay) -> tuple[object, ...]:
    way, task = each.way, each.task
    kept = costs.cached(way)
    return (each.data.name, each.data.classes, each.data.images, "yes" if each.data.similar else "no",
            each.case.number, each.case.option, way.option.words, *costs.parameters(way),
            costs.memory(way.graph, way, task), costs.epoch(way.graph, way.frozen, task.images),
            costs.code_bytes(kept.shape, task) if kept is not None else None)


def _notes(graph: Graph, found: Sequence[AdvisedWay]) -> Iterator[str]:
    """Why, for each situation that occurs, and how near a data set is to another."""
    common = found[0].task
    for case in SITUATIONS:
        if case in {each.case for each in found}:
            yield f"situation {case.number}, {case.words}: {case.why} ({case.source})"
    yield (f"a data set counts as large from {units.count(common.large_from)} images on (--large-from); the sources "
           "give no number, and none says how similar is similar: that is yours to say")
    for each in found:
        other = data_situations.situation(common.large_from if not each.case.large else 1, similar=each.data.similar,
                                          large_from=common.large_from)
        if common.large_from <= 2 * each.data.images < 4 * common.large_from:
            yield (f"{each.data.name} is near that number, {units.count(each.data.images)} images: on its other side "
                   f"is situation {other.number}; try both on a validation set")
    yield (f"training with {common.optimizer} in {common.dtype}, {graph.batch} images at once; archcalc transfer with "
           "--classes, --images and --similar shows every option for one data set")


def check_words(several: bool, single: Mapping[str, object], alone: Mapping[str, object]) -> None:
    """Refuse what is said of one data set beside several, and what is not said of one. Raises ArchcalcError."""
    if several:
        if said := [word for word, value in (*single.items(), *alone.items()) if value]:
            raise ArchcalcError.of("usage", f"{said[0]} says nothing to --data", hint="leave it out")
    elif missing := [word for word, value in single.items() if value is None]:
        raise ArchcalcError.of("usage", f"archcalc transfer wants {', '.join(missing)}", hint="for example archcalc "
                               "transfer resnet50 --classes 10 --images 5000 --similar yes; or --data NAME=10:5000:yes "
                               "for each of several data sets")
