"""The Pareto front: the points that no other point betters, found while they come."""

from __future__ import annotations

from bisect import bisect_right
from typing import Any

Row = tuple[Any, ...]
Pair = tuple[float, float]
MOST_EQUAL = 10
"""So many points of a front that are equal in both figures are kept, the first ones; the others are counted."""


class EqualPoints:
    """Points with the same two figures: the first of them by number, and how many there are."""

    def __init__(self) -> None:
        self.rows: dict[int, Row] = {}
        self.count = 0

    def add(self, number: int, row: Row) -> None:
        """Take in a point."""
        self.count += 1
        self.rows[number] = row
        if len(self.rows) > MOST_EQUAL:
            del self.rows[max(self.rows)]


class GrowingFront:
    """The points that none before them betters, as more of them come; both figures are best where least.

    >>> front = GrowingFront()
    >>> for number, pair in enumerate([(3, 5), (1, 9), (2, 5), (2, 5), (9, 1), (9, 9)]):
    ...     front.add(pair, number, ())
    >>> front.order, front.points[2, 5].count
    ([(1, 9), (2, 5), (9, 1)], 2)
    """

    def __init__(self) -> None:
        self.order: list[Pair] = []
        """The pairs of figures on the front, the first figure rising, the second falling."""
        self.points: dict[Pair, EqualPoints] = {}

    def add(self, pair: Pair, number: int, row: Row) -> None:
        """Take in a point, which may take others from the front."""
        known = self.points.get(pair)
        if known is None:
            place = end = bisect_right(self.order, pair)
            if place and self.order[place - 1][1] <= pair[1]:
                return
            while end < len(self.order) and self.order[end][1] >= pair[1]:
                del self.points[self.order[end]]
                end += 1
            self.order[place:end] = [pair]
            known = self.points[pair] = EqualPoints()
        known.add(number, row)

    def take(self, other: GrowingFront) -> None:
        """Take in the points of another front."""
        for pair, equal in other.points.items():
            for number, row in equal.rows.items():
                self.add(pair, number, row)
            if pair in self.points:
                self.points[pair].count += equal.count - len(equal.rows)

    @property
    def rows(self) -> dict[int, Row]:
        """The rows that are kept of it, by number."""
        return {number: row for pair in self.order for number, row in self.points[pair].rows.items()}

    @property
    def count(self) -> int:
        """The number of its points, kept or not."""
        return sum(equal.count for equal in self.points.values())
