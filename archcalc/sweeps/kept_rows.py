"""Rows of a sweep that are kept while others pass: all, the front, or the best few; and the fronts of the networks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from heapq import heappush, heappushpop

from archcalc.base.named_tuples import NamedTuple
from archcalc.sweeps.pareto import GrowingFront, Pair, Row


class Ranking(NamedTuple):
    """A ranking of rows: the pair of a front, the network that a row is of, and the key of the best, least first."""

    pair: Callable[[Row], Pair]
    network: Callable[[Row], str]
    best: Callable[[Row], float] | None = None
    most: int = 0


class KeptRows:
    """The fronts of the networks, and no other rows than theirs."""

    shown = "front"

    def __init__(self, ranking: Ranking) -> None:
        self.ranking = ranking
        self.passed = 0
        self.fronts: dict[str, GrowingFront] = {}

    def add(self, number: int, row: Row) -> None:
        """Take in a row."""
        self.passed += 1
        network = self.ranking.network(row)
        if network not in self.fronts:
            self.fronts[network] = GrowingFront()
        self.fronts[network].add(self.ranking.pair(row), number, row)

    def front(self) -> GrowingFront:
        """The front of all networks together."""
        if len(self.fronts) == 1:
            return next(iter(self.fronts.values()))
        together = GrowingFront()
        for each in self.fronts.values():
            together.take(each)
        return together

    def rows(self) -> Mapping[int, Row]:
        """The rows to show, by number."""
        return self.front().rows


class EveryRow(KeptRows):
    """All rows."""

    shown = "all"

    def __init__(self, ranking: Ranking) -> None:
        super().__init__(ranking)
        self._rows: dict[int, Row] = {}

    def add(self, number: int, row: Row) -> None:
        """Take in a row."""
        super().add(number, row)
        self._rows[number] = row

    def rows(self) -> Mapping[int, Row]:
        """All rows."""
        return self._rows


class BestRows(KeptRows):
    """The best rows by one figure; of equal ones, the first."""

    shown = "best"

    def __init__(self, ranking: Ranking) -> None:
        super().__init__(ranking)
        self._heap: list[tuple[float, int, Row]] = []

    def add(self, number: int, row: Row) -> None:
        """Take in a row, which may take the place of the worst."""
        super().add(number, row)
        assert self.ranking.best is not None
        each = (-self.ranking.best(row), -number, row)
        if len(self._heap) < self.ranking.most:
            heappush(self._heap, each)
        else:
            heappushpop(self._heap, each)

    def rows(self) -> Mapping[int, Row]:
        """The best rows."""
        return {-number: row for _, number, row in sorted(self._heap, key=lambda each: (-each[0], -each[1]))}
