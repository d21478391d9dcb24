"""The Pareto front: the points that no other point betters."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby


def front(points: Sequence[tuple[float, float]]) -> frozenset[int]:
    """The points, by position, than which none is as small in both figures and smaller in one; equals stand together.

    >>> sorted(front([(1, 9), (2, 5), (2, 5), (3, 5), (9, 1)]))
    [0, 1, 2, 4]
    """
    found: set[int] = set()
    least: float | None = None
    order = sorted(range(len(points)), key=points.__getitem__)
    for (_, second), equals in groupby(order, key=points.__getitem__):
        if least is None or second < least:
            found.update(equals)
            least = second
    return frozenset(found)
