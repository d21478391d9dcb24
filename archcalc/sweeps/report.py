"""Answers of a sweep -> Report: a row for every point, filtered, sorted, with the Pareto front."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from archcalc.base.errors import ArchcalcError
from archcalc.base.report import Column, Report, Table
from archcalc.counting import conventions
from archcalc.loading import given_words
from archcalc.network.folded_norms import FOLDED
from archcalc.sweeps.axes import INPUT, Axis, Point, cell, points
from archcalc.sweeps.network_totals import FIGURES
from archcalc.sweeps.pareto import front
from archcalc.sweeps.shown_columns import Choice, keys
from archcalc.sweeps.sweep import Answer, Calculation, Sweep

_MOST_REASONS = 3


class _Cells(dict[str, Any]):
    """The values of an axis as a table holds them, by what was written, as far as they were asked for."""

    def __init__(self, axis: Axis) -> None:
        super().__init__()
        self.axis = axis

    def __missing__(self, text: str) -> Any:
        try:
            value = given_words.value_of(f"{self.axis.kind} {self.axis.name}", text).plain()
        except ArchcalcError:
            value = None
        self[text] = found = cell(self.axis.kind, value, text)
        return found


class Swept:
    """A sweep so far: the rows that are wanted, and those refused."""

    def __init__(self, sweep: Sweep, choice: Choice) -> None:
        self.sweep, self.choice = sweep, choice
        self.axes = keys(sweep.axes)
        self.cells = [_Cells(axis) for axis in sweep.axes]
        self.names = ("network", *self.axes, *sweep.figures)
        self.rows: dict[int, tuple[Any, ...]] = {}
        """Cells by the number of their point, called as in `names`."""
        self.refused: dict[int, str] = {}
        self.done = 0

    def keep(self, start: int, answers: list[Answer]) -> None:
        """Take in a portion. Raises ArchcalcError where the condition cannot be judged."""
        self.done += len(answers)
        numbered = points(len(self.sweep.networks), self.sweep.axes, start, start + len(answers))
        for i, (point, answer) in enumerate(zip(numbered, answers, strict=True), start):
            if isinstance(answer, str):
                self.refused[i] = answer
                continue
            row = (*self._settings(point), *answer)
            if self.choice.where is None or self.choice.where.holds(dict(zip(self.names, row, strict=True))):
                self.rows[i] = row

    def _settings(self, point: Point) -> tuple[Any, ...]:
        """The network's name, and the value on every axis."""
        cells = [own[text] for own, (_, _, text) in zip(self.cells, point.settings, strict=True)]
        return (self.sweep.networks[point.network].about.name, *cells)

    def report(self) -> Report:
        """The rows as far as they have come. Raises ArchcalcError where every point is refused."""
        if self.refused and len(self.refused) == self.sweep.total:
            self._raise_first()
        best, order = self._front(), self._ordered()
        rows = [(*self.rows[i], i in best, None) for i in order]
        if self.choice.where is None and self.choice.top is None:
            rows += self._refused_rows()
        table = Table("points", self._columns(), tuple(rows))
        notes = tuple(self._notes(len(order), len(best)))
        return Report("archcalc/sweep/1", (table,), notes, self._head(), title=self._title())

    def _refused_rows(self) -> Iterator[tuple[Any, ...]]:
        """The points that are refused, in their order: settings, no figures, the reason."""
        nothing = [None] * (len(self.sweep.figures) + 1)
        for i in sorted(self.refused):
            (point,) = points(len(self.sweep.networks), self.sweep.axes, i, i + 1)
            yield (*self._settings(point), *nothing, self.refused[i])

    def _raise_first(self) -> None:
        """Every point is refused: the first one's mistakes, in full."""
        point = next(points(len(self.sweep.networks), self.sweep.axes, 0, 1))
        try:
            Calculation(self.sweep).graph(point)
        except ArchcalcError as error:
            first = error.mistakes[0]
            said = f"all {self.sweep.total:,} points are refused, the first for this"
            also = (*first.also, said) if self.sweep.total > 1 else first.also
            raise ArchcalcError([first._replace(also=also), *error.mistakes[1:]]) from None

    def _front(self) -> frozenset[int]:
        """The points, by number, that are best in both figures."""
        numbers = list(self.rows)
        one, other = self.choice.pareto
        i, j = self.names.index(one.key), self.names.index(other.key)
        found = front([(one.sign * row[i], other.sign * row[j]) for row in self.rows.values()])
        return frozenset(numbers[i] for i in found)

    def _ordered(self) -> list[int]:
        """The rows' numbers as they are shown; equals stay in the order of the points."""
        order, by = sorted(self.rows), self.choice.sort
        if by is not None:
            place = self.names.index(by.key)
            order.sort(key=lambda i: _rank(self.rows[i][place]), reverse=by.sign < 0)
        return order if self.choice.top is None else order[:self.choice.top]

    def _columns(self) -> tuple[Column, ...]:
        """Settings that vary, figures, the front, reasons; what does not vary is for JSON."""
        several = len(self.sweep.networks) > 1
        settings = [Column(key, axis.name, _unit(axis, cells), 0 if len(axis.values) > 1 else None)
                    for (key, axis), cells in zip(self.axes.items(), self.cells, strict=True)]
        figures = [Column(key, FIGURES[key].title, FIGURES[key].unit, 0 if key in self.choice.figures else None)
                   for key in self.sweep.figures]
        return (Column("network", "network", rank=0 if several else None), *settings, *figures,
                Column("pareto", "front", "flag", 1), Column("refused", "refused", "prose", 1))

    def _notes(self, rows: int, best: int) -> list[str]:
        one, other = self.choice.pareto
        total, passed = self.sweep.total, len(self.rows)
        notes = [] if self.done == total else [f"interrupted: {self.done:,} of {total:,} points were worked out"]
        if self.choice.where is not None:
            notes.append(f"{passed:,} of {self.done:,} points where {self.choice.where.text}")
        if rows < passed:
            notes.append(f"the first {rows:,} of {passed:,} rows")
        if passed:
            notes.append(f"front: {one.words} and {other.words}, {best:,} of {passed:,} points: no other "
                         "point is as good in both and better in one; equal points are all on it")
        if self.refused:
            reasons = list(dict.fromkeys(self.refused.values()))
            shown = [*reasons[:_MOST_REASONS], *(["..."] if len(reasons) > _MOST_REASONS else [])]
            notes.append(f"refused: {len(self.refused):,} of {self.done:,} points: {'; '.join(shown)}")
        return notes + self._ways()

    def _ways(self) -> list[str]:
        """The conventions of the figures that are shown."""
        rules, names = conventions.rules(self.sweep.choice), dict(self.sweep.choice)
        rules["peak"], names["peak"] = conventions.load("memory", "peak"), "peak"
        kinds = dict.fromkeys(FIGURES[key].kind for key in self.choice.figures if FIGURES[key].kind)
        words = {"operations": "MACs", "memory": f"memory, {self.sweep.dtype}", "peak": f"peak, {self.sweep.dtype}"}
        ways = [f"{words.get(kind, kind)} ({names[kind]}): {rules[kind].rule}" for kind in kinds]
        return ways + ([FOLDED] if self.sweep.fold else [])

    def _head(self) -> dict[str, Any]:
        choice = self.choice
        return {"networks": [spec.about.name for spec in self.sweep.networks], "dtype": self.sweep.dtype,
                "convention": dict(self.sweep.choice), "where": choice.where.text if choice.where else None,
                "pareto": [f"{'-' * (order.sign < 0)}{order.key}" for order in choice.pareto],
                "total": self.sweep.total, "done": self.done, "refused": len(self.refused),
                "fold": self.sweep.fold}

    def _title(self) -> str:
        names = [spec.about.title for spec in self.sweep.networks]
        shown = names[0] if len(names) == 1 else f"{len(names)} networks"
        return f"{shown}: {self.sweep.total:,} point{'s' * (self.sweep.total > 1)}"


def _rank(value: Any) -> tuple[bool, Any]:
    """A cell's place among others of its column, numbers before texts."""
    return isinstance(value, str), value


def _unit(axis: Axis, cells: Mapping[str, Any]) -> str:
    if axis.kind == INPUT:
        return "volume"
    return "figure" if all(type(value) in {int, float} for value in cells.values()) else "text"

