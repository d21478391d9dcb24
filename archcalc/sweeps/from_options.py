"""A sweep from words, as the command and the Python function have them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from archcalc.base.errors import ArchcalcError, quoted
from archcalc.base.named_tuples import NamedTuple
from archcalc.counting import conventions
from archcalc.counting.convention import folds
from archcalc.language.flat_layers import dtype_of
from archcalc.language.spec import Spec
from archcalc.reports.network_table import common_dtype
from archcalc.sweeps import axes, shown_columns
from archcalc.sweeps.axes import Given
from archcalc.sweeps.report import Swept
from archcalc.sweeps.search_plan import SearchPlan
from archcalc.sweeps.shown_columns import ChoiceWords
from archcalc.sweeps.sweep import Sweep


class SweepOptions(NamedTuple):
    """Options of a sweep: axes, ways of counting, columns to show."""

    options: Mapping[str, Given] = {}
    changes: Mapping[str, Given] = {}
    inputs: Given | None = None
    batch: Given = 1
    columns: str | None = None
    where: str | None = None
    pareto: str = "params,macs"
    sort: str | None = None
    top: int | None = None
    convention: Iterable[str] = ()
    dtype: str | None = None
    fold: bool | None = None
    under: str | None = None
    best: str | None = None
    front: bool = False
    sample: str | None = None
    search: str | None = None
    tries: int | None = None
    seed: int | None = None


USUAL_TRIES = 1000
"""So many points a search tries where nobody says how many."""


def planned(networks: Iterable[Spec], wanted: SweepOptions) -> Swept:
    """The sweep, with nothing worked out so far. Raises ArchcalcError."""
    along = axes.axes(wanted.options, wanted.changes, wanted.inputs, wanted.batch)
    words = ChoiceWords(wanted.columns, wanted.where, wanted.pareto, wanted.sort, wanted.top, wanted.under,
                        wanted.best, wanted.front)
    choice = shown_columns.chosen(words, along)
    specs = tuple(networks)
    dtype = common_dtype([(spec.about.name, dtype_of(spec.origin)) for spec in specs], wanted.dtype)
    sweep = Sweep(specs, along, choice.needed, conventions.chosen(wanted.convention), dtype,
                  folds(wanted.fold, dtype))
    seed = wanted.seed or 0
    _check(wanted)
    if wanted.sample is not None:
        from archcalc.sweeps.samples import sampled

        numbers, said = sampled(sweep, wanted.sample, seed)
        return Swept(sweep._replace(numbers=numbers), choice._replace(sampled=said))
    if wanted.search is not None:
        from archcalc.sweeps.searches import NAMES

        plan = SearchPlan(wanted.search, NAMES.load(wanted.search).WORDS, wanted.tries or USUAL_TRIES, seed)
        return Swept(sweep, choice, plan)
    axes.count(len(sweep.networks), along)
    return Swept(sweep, choice)


def _check(wanted: SweepOptions) -> None:
    """Refuse options that say nothing to the rest. Raises ArchcalcError."""
    looked = "a sweep of all points" if wanted.sample is None else "--sample"
    for name, said in (("search", wanted.search), ("tries", wanted.tries), ("seed", wanted.seed)):
        if said is None or (name == "seed" and wanted.sample is not None) or (name != "search" and wanted.search):
            continue
        if name != "search" or wanted.sample is not None:
            raise ArchcalcError.of("usage", f"--{name} says nothing to {looked}", hint="leave it out")
    if wanted.search is not None and wanted.best is None:
        raise ArchcalcError.of("usage", f"--search {quoted(wanted.search, '')} wants a figure to better",
                               hint="--best params for the least, --best=-params for the most")
    if wanted.best is not None and wanted.sort is not None:
        raise ArchcalcError.of("usage", "--best sorts by its own figure, and --sort by another", hint="one of them")
