"""Layers in a row, cut into parts: where to cut so that no part is too large and the cuts cost least."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf
from operator import add

Table = Sequence[Sequence[int]]
"""A number for the part from place i to place j > i, at [i][j]. Places count from 0; parts begin and end at them."""

Cuts = tuple[int, ...]
"""The places where parts meet; neither the first place nor the last."""


def lightest(loads: Table, prices: Table) -> tuple[int, Cuts]:
    """The cuts under which the largest load of a part and the prices of all parts add up to least, and that sum.

    Exact. Under a smaller bound on the load, cuts are no cheaper: between two bounds the sum is at least the lower
    one and the price under the higher one, and a stretch that cannot be better than what was found is left out.
    """
    least = max(row[i + 1] for i, row in enumerate(loads[:-1]))
    bounds = sorted({load for i, row in enumerate(loads) for load in row[i + 1:] if load >= least})
    best: tuple[float, Cuts] = (inf, ())
    priced: dict[int, tuple[float, Cuts]] = {}
    stretches = [(i, min(i + len(bounds) // 16, len(bounds) - 1)) for i in range(0, len(bounds), len(bounds) // 16 + 1)]
    while stretches:
        low, high = stretches.pop()
        if high not in priced:
            priced[high] = cheapest(loads, prices, bounds[high])
        price, cuts = priced[high]
        best = min(best, (bounds[high] + price, cuts))
        if low < high and bounds[low] + price < best[0]:
            middle = (low + high) // 2
            stretches += [(low, middle), (middle + 1, high)]
    return int(best[0]), best[1]


def cheapest(loads: Table, prices: Table, most: int) -> tuple[float, Cuts]:
    """The cuts that cost least where no part's load is over `most`, and their price; infinite where there are none.

    A part's load is no smaller than that of a part inside it.
    """
    found, came, first = [0], [0], 0
    for j, column in enumerate(list(zip(*prices, strict=True))[1:], 1):
        while first < j and loads[first][j] > most:
            first += 1
        if first == j:
            return inf, ()
        sums = list(map(add, found[first:], column[first:j]))
        found.append(min(sums))
        came.append(first + sums.index(found[-1]))
    cuts, place = [], len(loads) - 1
    while place:
        place = came[place]
        cuts.append(place)
    return found[-1], tuple(reversed(cuts[:-1]))


def balanced(loads: Table, prices: Table, parts: int) -> Cuts:
    """The cuts into so many parts under which the largest load is least and, of these, the prices add up to least.

    Exact. There are at least as many places as parts.
    """
    end = len(loads) - 1
    largest: list[float] = [0] + [inf] * end
    for _ in range(parts):
        largest = [inf] + [min(max(largest[i], loads[i][j]) for i in range(j)) for j in range(1, end + 1)]
    rows: list[list[tuple[float, int]]] = [[(0, 0)] + [(inf, 0)] * end]
    for _ in range(parts):
        before = rows[-1]
        rows.append([(inf, 0)] + [min(((before[i][0] + prices[i][j], i) for i in range(j)
                                       if loads[i][j] <= largest[end]), default=(inf, 0)) for j in range(1, end + 1)])
    cuts, place = [], end
    for row in reversed(rows[1:]):
        place = row[place][1]
        cuts.append(place)
    return tuple(reversed(cuts[:-1]))
