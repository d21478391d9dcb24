"""Many networks run one after another, and what became of each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from archcalc.base import units
from archcalc.base.errors import ArchcalcError
from archcalc.base.named_tuples import NamedTuple
from archcalc.base.report import Column, Report, Table
from archcalc.executor import budget
from archcalc.executor.backends import Backend
from archcalc.executor.reports import memory
from archcalc.executor.run import RunSettings, Tell, run, silent
from archcalc.network.graph import Graph

_COLUMNS = (
    Column("name", "network", rank=0), Column("volumes", "volumes", "count", rank=1),
    Column("ok", "ok", "check", rank=0),
    Column("wrong", "what is wrong", "prose", rank=0), Column("seconds", "time", "seconds", rank=0),
    Column("peak_bytes", "held", "bytes", rank=1), Column("predicted_peak_bytes", "predicted", "bytes", rank=1),
)


class CollectionRun(NamedTuple):
    """The run of one network: volumes made, mismatches, seconds, bytes held."""

    name: str
    volumes: int
    wrong: str
    seconds: float | None = None
    peak: int | None = None
    predicted: int | None = None

    @property
    def right(self) -> bool:
        """True where every volume was as computed."""
        return not self.wrong


def collected(names: Iterable[str], build: Callable[[str], Graph], device: Backend, settings: RunSettings,
              tell: Tell = silent) -> tuple[CollectionRun, ...]:
    """Every network, run under the same settings; one that is refused is told with its reason."""
    every = tuple(names)
    return tuple(_each(every, build, device, settings, tell))


def _each(names: tuple[str, ...], build: Callable[[str], Graph], device: Backend, settings: RunSettings,
          tell: Tell) -> Iterator[CollectionRun]:
    for number, name in enumerate(names, 1):
        tell(number - 1, len(names), name)
        try:
            ran = run(build(name), device, settings)
        except ArchcalcError as error:
            yield CollectionRun(name, 0, error.mistakes[0].message)
            continue
        wrong = "; ".join([*(f"{row.layer}: {row.wrong}" for row in ran.rows if row.wrong),
                           *([memory(ran)] if ran.memory == budget.DIFFERS else [])])
        yield CollectionRun(name, len(ran.rows), wrong, ran.seconds, ran.peak, ran.predicted)


def summary(outcomes: Iterable[CollectionRun]) -> Report:
    """One row a network."""
    every = tuple(outcomes)
    rows = tuple((each.name, each.volumes, each.right, each.wrong or None, each.seconds, each.peak, each.predicted)
                 for each in every)
    wrong = [each.name for each in every if not each.right]
    seconds = sum(each.seconds or 0 for each in every)
    notes = (f"{len(every)} networks, {units.count(sum(each.volumes for each in every))} volumes in "
             f"{units.duration(seconds)}; {f'{len(wrong)} networks wrong' if wrong else 'every volume as computed'}",)
    table = Table("networks", _COLUMNS, rows)
    return Report("archcalc/run-all/1", (table,), notes, {}, {"mismatches": wrong, "seconds": seconds},
                  "Every bundled network, run")
