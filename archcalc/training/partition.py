"""Layers in a row, cut into parts: where to cut so that no part is too large and the cuts cost least.

Places count from 0; a part begins at one and ends at a later one.

    place    0     1     2     3     4
    layers   |  a  |  b  |  c  |  d  |
    cuts           1           3            parts 0 to 1, 1 to 3, 3 to 4
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache, partial
from math import inf
from operator import add

from archcalc.base.named_tuples import NamedTuple

Table = Sequence[Sequence[int]]
"""A number for the part from place i to place j > i, at [i][j]."""

Cuts = tuple[int, ...]
"""The places where parts meet; neither the first place nor the last."""

_FIRST_STRETCHES = 16


class PartCosts(NamedTuple):
    """Of every part: its load, of which the largest of all parts counts, and its price, all of which add up.

    A part's load is no smaller than that of a part inside it.
    """

    loads: Table
    prices: Table

    @property
    def end(self) -> int:
        """The last place."""
        return len(self.loads) - 1


class PricedCuts(NamedTuple):
    """Cuts, and what they cost; infinite where there are none that may be made."""

    price: float
    cuts: Cuts


class _Bounds(NamedTuple):
    """Bounds on the load, from the smallest under which all parts fit, by number: a stretch from `low` to `high`.

        bound      smallest ....................... largest
        price      highest ......................... lowest
    The larger the bound, the less the cuts under it cost.
    """

    low: int
    high: int

    @property
    def halves(self) -> tuple[_Bounds, _Bounds]:
        """The lower half and the upper half."""
        middle = (self.low + self.high) // 2
        return _Bounds(self.low, middle), _Bounds(middle + 1, self.high)


def lightest(costs: PartCosts) -> PricedCuts:
    """The cuts under which the largest load of a part and the prices of all parts add up to least, and that sum.

    Exact. Under a smaller bound on the load, cuts are no cheaper: between two bounds the sum is at least the lower
    one and the price under the higher one, and a stretch that cannot be better than what was found is left out.
    """
    bounds = _possible_bounds(costs.loads)
    cheapest = cache(partial(_cheapest, costs.loads, tuple(zip(*costs.prices, strict=True))))
    best = PricedCuts(inf, ())
    waiting = list(_stretches(len(bounds)))
    while waiting:
        stretch = waiting.pop()
        under = cheapest(bounds[stretch.high])
        best = min(best, PricedCuts(bounds[stretch.high] + under.price, under.cuts))
        if stretch.low < stretch.high and bounds[stretch.low] + under.price < best.price:
            waiting += stretch.halves
    return best


def _possible_bounds(loads: Table) -> list[int]:
    """The loads of parts, in order, that may be the largest: no cuts make all parts lighter than every single layer."""
    least = max(row[i + 1] for i, row in enumerate(loads[:-1]))
    return sorted({load for i, row in enumerate(loads) for load in row[i + 1:] if load >= least})


def _stretches(count: int) -> Iterator[_Bounds]:
    """So many bounds in a few stretches."""
    width = count // _FIRST_STRETCHES
    return (_Bounds(low, min(low + width, count - 1)) for low in range(0, count, width + 1))


def _cheapest(loads: Table, prices_into: Table, most: int) -> PricedCuts:
    """The cuts that cost least where no part's load is over `most`, and their price.

    `prices_into` holds at [j][i] the price of the part from i to j. Up to each place j, the cheapest cuts are those
    up to some i, and a part from there; `first` is the first i from which that part is light enough:

        0 ........ first .... i ........ j
                     [  a part up to j   ]
    """
    found, came, first = [0], [0], 0
    for j in range(1, len(loads)):
        while first < j and loads[first][j] > most:
            first += 1
        if first == j:
            return PricedCuts(inf, ())
        sums = list(map(add, found[first:], prices_into[j][first:j]))
        found.append(min(sums))
        came.append(first + sums.index(found[-1]))
    return PricedCuts(found[-1], _traced_back(came))


def _traced_back(came: Sequence[int]) -> Cuts:
    """The cuts, where `came` tells for the end of a part where it begins."""
    cuts, place = [], came[-1]
    while place:
        cuts.append(place)
        place = came[place]
    return tuple(reversed(cuts))


def balanced(costs: PartCosts, parts: int) -> Cuts:
    """The cuts into so many parts under which the largest load is least and, of these, the prices add up to least.

    Exact. There are at least as many places as parts.
    """
    most = _least_largest_load(costs.loads, parts)
    reached = [_Reached(0, 0)] + [_Reached(inf, 0)] * costs.end
    rows = []
    for _ in range(parts):
        reached = [_Reached(inf, 0), *(_cheapest_last(costs, reached, end, most) for end in range(1, costs.end + 1))]
        rows.append(reached)
    places = [costs.end]
    for row in reversed(rows):
        places.append(row[places[-1]].came)
    return tuple(reversed(places[1:-1]))


def _least_largest_load(loads: Table, parts: int) -> float:
    """The least that the largest load of so many parts can be."""
    ends = range(1, len(loads))
    largest: list[float] = [0] + [inf] * len(ends)
    for _ in range(parts):
        largest = [inf, *(min(max(largest[i], loads[i][j]) for i in range(j)) for j in ends)]
    return largest[-1]


class _Reached(NamedTuple):
    """A place reached by so many parts: the least price, and where the last of them begins."""

    price: float
    came: int


def _cheapest_last(costs: PartCosts, before: Sequence[_Reached], end: int, most: float) -> _Reached:
    """A place reached with one part more, of a load of at most `most`."""
    return min((_Reached(before[i].price + costs.prices[i][end], i) for i in range(end)
                if costs.loads[i][end] <= most), default=_Reached(inf, 0))
