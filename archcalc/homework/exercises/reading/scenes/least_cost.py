"""Numbers and slots matched one to one at the least cost: the Hungarian method (Kuhn 1955, by shortest paths)."""

from __future__ import annotations

from collections.abc import Sequence

FAR = 1e6
"""The cost of what cannot be matched."""
_ENDLESS = FAR * 10


def matched(costs: Sequence[Sequence[float]]) -> list[int]:
    """For each row the column it is matched with, of at least as many columns as rows, at the least sum.

    >>> matched([[1.0, 2.0, 9.0], [1.0, 5.0, 9.0]])
    [1, 0]
    """
    assignment = _Assignment(costs)
    for row in range(1, len(costs) + 1):
        assignment.augment(row)
    column_of = {row: column - 1 for column, row in enumerate(assignment.owner) if column}
    return [column_of[row] for row in range(1, len(costs) + 1)]


class _Assignment:
    """Rows and columns matched so far, both counted from 1, and their prices; a path begins at column 0."""

    def __init__(self, costs: Sequence[Sequence[float]]) -> None:
        self.costs = costs
        self.columns = range(1, 1 + (len(costs[0]) if costs else 0))
        self.by_row, self.by_column = [0.0] * (len(costs) + 1), [0.0] * (len(self.columns) + 1)
        self.owner = [0] * (len(self.columns) + 1)
        """The row of each column; 0 of a free one."""

    def augment(self, row: int) -> None:
        """Match one row more, along the shortest path to a free column."""
        self.owner[0], column = row, 0
        path = _Path(len(self.columns) + 1)
        while self.owner[column]:
            path.seen[column] = True
            self._extend(path, column)
            following = min((each for each in self.columns if not path.seen[each]), key=path.least.__getitem__)
            self._update(path, path.least[following])
            column = following
        while column:
            self.owner[column], column = self.owner[path.before[column]], path.before[column]

    def _extend(self, path: _Path, column: int) -> None:
        """Reach further columns by way of one more."""
        row = self.owner[column]
        for each in self.columns:
            reduced = self.costs[row - 1][each - 1] - self.by_row[row] - self.by_column[each]
            if not path.seen[each] and reduced < path.least[each]:
                path.least[each], path.before[each] = reduced, column

    def _update(self, path: _Path, delta: float) -> None:
        """Change the prices, so that the next column costs nothing more."""
        for each, seen in enumerate(path.seen):
            if seen:
                self.by_row[self.owner[each]] += delta
                self.by_column[each] -= delta
            else:
                path.least[each] -= delta


class _Path:
    """The columns that are reached from a new row: at what least cost, from which column, and which for good."""

    def __init__(self, columns: int) -> None:
        self.least, self.before, self.seen = [_ENDLESS] * columns, [0] * columns, [False] * columns
