"""Numbers and slots matched one to one at the least cost: the Hungarian method (Kuhn 1955, by shortest paths)."""

from __future__ import annotations

from collections.abc import Sequence

FAR = 1e6
"""What cannot be matched."""


def matched(costs: Sequence[Sequence[float]]) -> list[int]:
    """For each row the column it is matched with, of at least as many columns as rows, at the least sum.

    >>> matched([[1.0, 2.0, 9.0], [1.0, 5.0, 9.0]])
    [1, 0]
    """
    rows, columns = len(costs), len(costs[0]) if costs else 0
    by_row, by_column = [0.0] * (rows + 1), [0.0] * (columns + 1)
    owner = [0] * (columns + 1)
    for row in range(1, rows + 1):
        owner[0], column = row, 0
        least, before, seen = [FAR * 10] * (columns + 1), [0] * (columns + 1), [False] * (columns + 1)
        while owner[column]:
            seen[column] = True
            at, delta, following = owner[column], FAR * 10, 0
            for each in range(1, columns + 1):
                if seen[each]:
                    continue
                reduced = costs[at - 1][each - 1] - by_row[at] - by_column[each]
                if reduced < least[each]:
                    least[each], before[each] = reduced, column
                if least[each] < delta:
                    delta, following = least[each], each
            for each in range(columns + 1):
                if seen[each]:
                    by_row[owner[each]] += delta
                    by_column[each] -= delta
                else:
                    least[each] -= delta
            column = following
        while column:
            owner[column], column = owner[before[column]], before[column]
    found = [0] * rows
    for column in range(1, columns + 1):
        if owner[column]:
            found[owner[column] - 1] = column - 1
    return found
