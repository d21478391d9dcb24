"""Columns to show of a sweep, rows, their order, the two figures of the front."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from archcalc.base.errors import ArchcalcError
from archcalc.base.named_tuples import NamedTuple
from archcalc.base.suggestions import unknown
from archcalc.sweeps.axes import INPUT, Axis
from archcalc.sweeps.filters import Condition, condition
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

    @property
    def needed(self) -> tuple[str, ...]:
        """Every figure that has to be worked out, those that are shown first."""
        names = (*(order.key for order in self.pareto), *([self.sort.key] if self.sort else []),
                 *sorted(self.where.names if self.where else ()))
        return tuple(dict.fromkeys((*self.figures, *(name for name in names if name in FIGURES))))


def chosen(columns: str | None, where: str | None, pareto: str, sort: str | None, top: int | None,
           axes: Iterable[Axis]) -> Choice:
    """A choice from words: figures with commas between, `-macs` for the most first. Raises ArchcalcError."""
    names = keys(axes)
    figures = tuple(dict.fromkeys(map(named, columns.split(",")))) if columns is not None else DEFAULT
    both = tuple(map(_ordered, pareto.split(",")))
    if len(both) != 2:
        raise ArchcalcError.of("usage", f"--pareto wants two figures, found {len(both)}",
                               hint="for example params,macs, or -params,macs for the most parameters")
    known = [*NUMBERS, "network", *(key for key, axis in names.items() if axis.kind != INPUT)]
    return Choice(figures, condition(where, known) if where is not None else None, (both[0], both[1]),
                  _sorted_by(sort, names) if sort is not None else None, top)


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
