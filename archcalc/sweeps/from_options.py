"""A sweep from words, as the command and the Python function have them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from archcalc.base.named_tuples import NamedTuple
from archcalc.counting import conventions
from archcalc.counting.convention import folds
from archcalc.language.flat_layers import dtype_of
from archcalc.language.spec import Spec
from archcalc.reports.network_table import common_dtype
from archcalc.sweeps import axes, shown_columns
from archcalc.sweeps.axes import Given
from archcalc.sweeps.report import Swept
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


def planned(networks: Iterable[Spec], wanted: SweepOptions) -> Swept:
    """The sweep, with nothing worked out so far. Raises ArchcalcError."""
    along = axes.axes(wanted.options, wanted.changes, wanted.inputs, wanted.batch)
    choice = shown_columns.chosen(wanted.columns, wanted.where, wanted.pareto, wanted.sort, wanted.top, along)
    specs = tuple(networks)
    dtype = common_dtype([(spec.about.name, dtype_of(spec.origin)) for spec in specs], wanted.dtype)
    sweep = Sweep(specs, along, choice.needed, conventions.chosen(wanted.convention), dtype,
                  folds(wanted.fold, dtype))
    axes.count(len(sweep.networks), along)
    return Swept(sweep, choice)
