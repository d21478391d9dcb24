"""Answers of a sweep -> Report: a row for every point, or for the best, filtered, sorted, with the Pareto front."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from operator import itemgetter
from typing import Any

from archcalc.base.errors import ArchcalcError
from archcalc.base.report import Column, Report, Table
from archcalc.counting import conventions
from archcalc.loading import given_words
from archcalc.network.folded_norms import FOLDED
from archcalc.sweeps.axes import INPUT, Axis, Point, cell
from archcalc.sweeps.kept_rows import Ranking
from archcalc.sweeps.network_totals import FIGURES
from archcalc.sweeps.pareto import MOST_EQUAL, GrowingFront
from archcalc.sweeps.refusals import Refusals
from archcalc.sweeps.search_plan import SearchPlan
from archcalc.sweeps.shown_columns import Choice, keys
from archcalc.sweeps.sweep import Answer, Calculation, Sweep

USUAL_BEST = 10
"""So many of the best rows are shown where nobody says how many."""


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
    """A sweep so far: the rows that are kept, and those refused."""

    def __init__(self, sweep: Sweep, choice: Choice, search: SearchPlan | None = None) -> None:
        self.sweep, self.choice, self.search = sweep, choice, search
        self.axes = keys(sweep.axes)
        self.cells = [_Cells(axis) for axis in sweep.axes]
        self.names = ("network", *self.axes, *sweep.figures)
        self.kept = choice.rows(self._ranking())
        """Rows by the number of their point, their cells called as in `names`."""
        self.refused = Refusals(every=self.kept.shown == "all")
        self.broken = dict.fromkeys((each.text for each in choice.bounds), 0)
        """How many points break each bound."""
        self.done = 0

    @property
    def total(self) -> int:
        """The number of points to be worked out; of a search, at most."""
        return self.sweep.total if self.search is None else self.search.most(self.sweep)

    @property
    def is_whole(self) -> bool:
        """True where nothing is left to be worked out."""
        return self.done >= self.total if self.search is None else self.search.is_done

    def keep(self, start: int, answers: list[Answer]) -> None:
        """Take in a portion. Raises ArchcalcError where the condition cannot be judged."""
        for i, row in enumerate(self.rows(start, answers), start):
            if isinstance(row, str):
                self.refused.add(i, row)
            elif self.wants(row, self.broken):
                self.kept.add(i, row)
        self.done += len(answers)

    def rows(self, start: int, answers: list[Answer]) -> Iterator[tuple[Any, ...] | str]:
        """The rows of a portion, called as in `names`; or why a point is refused."""
        for point, answer in zip(self.sweep.points(start, start + len(answers)), answers, strict=True):
            yield answer if isinstance(answer, str) else (*self.settings(point), *answer)

    def wants(self, row: tuple[Any, ...], broken: dict[str, int] | None = None) -> bool:
        """True of a row that meets all conditions; bounds that it breaks are counted in `broken`."""
        if self.choice.where is None and not self.choice.bounds:
            return True
        figures = dict(zip(self.names, row, strict=True))
        if self.choice.where is not None and not self.choice.where.holds(figures):
            return False
        breaks = [each.text for each in self.choice.bounds if not each.holds(figures)]
        if broken is not None:
            for text in breaks:
                broken[text] += 1
        return not breaks

    def settings(self, point: Point) -> tuple[Any, ...]:
        """The network's name, and the value on every axis."""
        cells = [own[text] for own, (_, _, text) in zip(self.cells, point.settings, strict=True)]
        return (self.sweep.networks[point.network].about.name, *cells)

    def pair(self, row: tuple[Any, ...]) -> tuple[float, float]:
        """A row's two figures of the front, the least of each being the best."""
        (i, one), (j, other) = self._pair
        return one * row[i], other * row[j]

    @cached_property
    def _pair(self) -> tuple[tuple[int, int], ...]:
        return tuple((self.names.index(order.key), order.sign) for order in self.choice.pareto)

    def _ranking(self) -> Ranking:
        best = self.choice.best
        if best is None:
            return Ranking(self.pair, itemgetter(0))
        place, sign = self.names.index(best.key), best.sign
        return Ranking(self.pair, itemgetter(0), lambda row: sign * row[place], self.choice.top or USUAL_BEST)

    def report(self) -> Report:
        """The rows as far as they have come. Raises ArchcalcError where every point is refused."""
        if self.refused.count and self.refused.count == self.done and self.is_whole:
            self._raise_first()
        front, kept = self.kept.front(), self.kept.rows()
        order = self._ordered(kept)
        rows = [(*kept[i], self.pair(kept[i]) in front.points, None) for i in order]
        if self.refused.every and self.choice.where is None and self.choice.top is None:
            rows += self._refused_rows()
        table = Table("points", self._columns(), tuple(rows))
        notes = tuple(self._notes(len(order), front))
        return Report("archcalc/sweep/1", (table,), notes, self._head(), title=self._title())

    def _refused_rows(self) -> Iterator[tuple[Any, ...]]:
        """The points that are refused, in their order: settings, no figures, the reason."""
        nothing = [None] * (len(self.sweep.figures) + 1)
        for i in sorted(self.refused.reasons):
            (point,) = self.sweep.points(i, i + 1)
            yield (*self.settings(point), *nothing, self.refused.reasons[i])

    def _raise_first(self) -> None:
        """Every point is refused: the first one's mistakes, in full."""
        number = min(self.refused.reasons)
        point = next(self.sweep.points(number, number + 1))
        try:
            Calculation(self.sweep).graph(point)
        except ArchcalcError as error:
            first = error.mistakes[0]
            said = f"all {self.done:,} points are refused, the first for this"
            also = (*first.also, said) if self.done > 1 else first.also
            raise ArchcalcError([first._replace(also=also), *error.mistakes[1:]]) from None

    def _ordered(self, rows: Mapping[int, tuple[Any, ...]]) -> list[int]:
        """The rows' numbers as they are shown; equals stay in the order of the points."""
        order, by = sorted(rows), self.choice.sort or self.choice.best
        if by is not None:
            place = self.names.index(by.key)
            order.sort(key=lambda i: _rank(rows[i][place]), reverse=by.sign < 0)
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

    def _notes(self, rows: int, front: GrowingFront) -> list[str]:
        one, other = self.choice.pareto
        total, passed = self.total, self.kept.passed
        notes = [] if self.is_whole else [f"interrupted: {self.done:,} of {total:,} points were worked out"]
        notes += [self.search.note(self.done, self.sweep)] if self.search is not None else []
        notes += [self.choice.sampled] if self.choice.sampled else []
        conditions = [*([self.choice.where.text] if self.choice.where else []), *self.broken]
        if conditions:
            notes.append(f"{passed:,} of {self.done:,} points where {' and '.join(conditions)}")
        if len(self.broken) > 1:
            notes.append("broken by: " + "; ".join(f"{text}: {count:,} points" for text, count in self.broken.items()))
        notes += self._shown(rows, passed, front)
        if passed:
            notes.append(f"front: {one.words} and {other.words}, {front.count:,} of {passed:,} points: no other "
                         "point is as good in both and better in one; equal points are all on it")
        if len(self.kept.fronts) > 1:
            notes.append("on the front of all: " + "; ".join(self._shares(front)))
        return notes + self.refused.note(self.done) + self._ways()

    def _shown(self, rows: int, passed: int, front: GrowingFront) -> list[str]:
        """A sentence where not all rows are shown."""
        if rows == passed:
            return []
        hidden = front.count - len(front.rows)
        more = f", of equal points the first {MOST_EQUAL}" if hidden and self.kept.shown == "front" else ""
        told = {"all": f"the first {rows:,} of {passed:,} rows", "best": f"the best {rows:,} of {passed:,} rows",
                "front": f"shown is the front: {rows:,} of {passed:,} rows{more}"}
        return [told[self.kept.shown]]

    def _shares(self, front: GrowingFront) -> Iterator[str]:
        """How many points of each network's own front are on that of all."""
        for name, own in self.kept.fronts.items():
            on_both = sum(equal.count for pair, equal in own.points.items() if pair in front.points)
            yield f"{name} {on_both:,} of its own {own.count:,}"

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
                "total": self.total, "done": self.done, "refused": self.refused.count,
                "fold": self.sweep.fold, "shown": self.kept.shown, "under": list(self.broken),
                "best": f"{'-' * (choice.best.sign < 0)}{choice.best.key}" if choice.best else None}

    def _title(self) -> str:
        names = [spec.about.title for spec in self.sweep.networks]
        shown = names[0] if len(names) == 1 else f"{len(names)} networks"
        return f"{shown}: {self.total:,} point{'s' * (self.total > 1)}"


def _rank(value: Any) -> tuple[bool, Any]:
    """A cell's place among others of its column, numbers before texts."""
    return isinstance(value, str), value


def _unit(axis: Axis, cells: Mapping[str, Any]) -> str:
    if axis.kind == INPUT:
        return "volume"
    return "figure" if all(type(value) in {int, float} for value in cells.values()) else "text"

