"""Columns to show of a sweep, rows, their order, the two figures of the front."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from archcalc.base.errors import ArchcalcError
from archcalc.base.named_tuples import NamedTuple
from archcalc.base.suggestions import unknown
from archcalc.sweeps.axes import INPUT, Axis
from archcalc.sweeps.filters import Condition, condition, parted
from archcalc.sweeps.kept_rows import BestRows, EveryRow, KeptRows
from archcalc.sweeps.network_totals import DEFAULT, FIGURES, NUMBERS, named, number

_OWN = ("network", "pareto", "refused")


class RowOrder(NamedTuple):
    """A column by which rows are ordered, the smallest first, or the largest."""

    key: str
    sign: int = 1

    @property
    def words(self) -> str:
        """The order in words: least params."""
        return f"{'least' if self.sign > 0 else 'most'} {FIGURES[self.key].title}"


class Choice(NamedTuple):
    """A choice of figures, rows and their order, and the two figures of the front."""

    figures: tuple[str, ...]
    where: Condition | None
    pareto: tuple[RowOrder, RowOrder]
    sort: RowOrder | None
    top: int | None
    bounds: tuple[Condition, ...] = ()
    """What --under asks for, condition by condition."""
    best: RowOrder | None = None
    rows: type[KeptRows] = EveryRow
    sampled: str = ""
    """A sentence on the sample that the points are, where they are one."""

    @property
    def needed(self) -> tuple[str, ...]:
        """Every figure that has to be worked out, those that are shown first."""
        orders = (*self.pareto, *filter(None, (self.sort, self.best)))
        conditions = (*filter(None, (self.where,)), *self.bounds)
        names = (*(order.key for order in orders), *(name for each in conditions for name in sorted(each.names)))
        return tuple(dict.fromkeys((*self.figures, *(name for name in names if name in FIGURES))))


class ChoiceWords(NamedTuple):
    """A choice as the command has it."""

    columns: str | None = None
    where: str | None = None
    pareto: str = "params,macs"
    sort: str | None = None
    top: int | None = None
    under: str | None = None
    best: str | None = None
    front: bool = False


def chosen(words: ChoiceWords, axes: Iterable[Axis]) -> Choice:
    """A choice from words: figures with commas between, `-macs` for the most first. Raises ArchcalcError."""
    names, where = keys(axes), words.where
    figures = tuple(dict.fromkeys(map(named, words.columns.split(",")))) if words.columns is not None else DEFAULT
    both = tuple(map(_ordered, words.pareto.split(",")))
    if len(both) != 2:
        raise ArchcalcError.of("usage", f"--pareto wants two figures, found {len(both)}",
                               hint="for example params,macs, or -params,macs for the most parameters")
    known = [*NUMBERS, "network", *(key for key, axis in names.items() if axis.kind != INPUT)]
    return Choice(figures, condition(where, known) if where is not None else None, (both[0], both[1]),
                  _sorted_by(words.sort, names) if words.sort is not None else None, words.top,
                  parted(words.under, known), _ordered(words.best) if words.best is not None else None,
                  BestRows if words.best is not None else KeptRows if words.front or words.under else EveryRow)


def keys(axes: Iterable[Axis]) -> dict[str, Axis]:
    """The axes by the keys of their columns; a name that is taken carries its option's."""
    found: dict[str, Axis] = {}
    for axis in axes:
        taken = axis.name in found or axis.name in FIGURES or axis.name in _OWN
        found[f"{axis.kind.strip('-')}.{axis.name}" if taken else axis.name] = axis
    return found


def _ordered(word: str) -> RowOrder:
    word = word.strip()
    return RowOrder(number(word.removeprefix("-")), -1 if word.startswith("-") else 1)


def _sorted_by(word: str, axes: Mapping[str, Axis]) -> RowOrder:
    name = word.strip().removeprefix("-")
    if name in axes or name == "network":
        return RowOrder(name, -1 if word.strip().startswith("-") else 1)
    try:
        return _ordered(word)
    except ArchcalcError:
        raise unknown("column", name, [*axes, "network", *FIGURES]) from None
