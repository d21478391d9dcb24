"""Positions of boxes along their rows: near to what they are linked with, as order and widths allow.

Least squares under an order, row by row, by pooling adjacent violators. A link that goes round a longer way pulls so
little that it does not bend that, and is straight itself.
Source: Gansner et al. 1993, A Technique for Drawing Directed Graphs; Robertson et al. 1988 (pooling).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, pairwise

from archcalc.base.named_tuples import NamedTuple
from archcalc.rendering.drawings.layout.sketch import Piece

LINK, SIDE_GAP = 10.0, 22.0
"""The width that a link takes where it passes a row; the room between neighbours."""
SWEEPS = 6
_SKIP, _STRAIGHT, _RESTS = 0.05, 8.0, 1e-6
"""How hard a link pulls that goes round a longer way, how hard between the rows that it passes, and what nothing pulls
at rests where it is."""


class Pull(NamedTuple):
    """A pull at a place: from another place, how hard, and how far aside."""

    other: int
    weight: float
    aside: float


class Pulls(NamedTuple):
    """The widths of all places, and what pulls at each from the row above and from the row below."""

    widths: list[float]
    above: list[list[Pull]]
    below: list[list[Pull]]


class Balance(NamedTuple):
    """A position along the row where some pulls balance, and how hard they pull together."""

    across: float
    weight: float


def pulls_of(pieces: Iterable[Piece], boxes: Sequence[tuple[float, float]], count: int) -> Pulls:
    """The pulls of all links at so many places, of which the first are boxes, of these sizes."""
    above: list[list[Pull]] = [[] for _ in range(count)]
    below: list[list[Pull]] = [[] for _ in range(count)]
    for piece in pieces:
        weight = _weight(piece)
        above[piece.lower].append(Pull(piece.upper, weight, piece.aside))
        below[piece.upper].append(Pull(piece.lower, weight, -piece.aside))
    return Pulls([width for width, _ in boxes] + [LINK] * (count - len(boxes)), above, below)


def _weight(piece: Piece) -> float:
    if not (piece.starts or piece.ends):
        return _STRAIGHT
    return _SKIP if piece.skips else 1.0


def across_rows(pulls: Pulls, rows: list[list[int]]) -> list[float]:
    """The middle of every place along its row, after sweeps down and up."""
    across = [0.0] * len(pulls.widths)
    for row in rows:
        _settle(row, pulls.widths, across)
    for _ in range(SWEEPS):
        for row in rows[1:]:
            _settle(row, pulls.widths, across, pulls.above)
        for row in reversed(rows[:-1]):
            _settle(row, pulls.widths, across, pulls.below)
    for row in rows:
        _settle(row, pulls.widths, across, pulls.above, pulls.below)
    return across


def apart(widths: list[float], left: int, right: int) -> float:
    """The least distance between the middles of two neighbours."""
    return (widths[left] + widths[right]) / 2 + SIDE_GAP


def balance(pulls: Iterable[Pull], across: list[float]) -> Balance:
    """The position where some pulls balance: the mean of where they pull to, by weight."""
    total = together = 0.0
    for other, weight, aside in pulls:
        together += weight
        total += weight * (across[other] + aside)
    return Balance(total / together, together)


class _Pool(NamedTuple):
    """Neighbours that are pushed right together: by how much, how hard they are pulled there, how many."""

    shift: float
    weight: float
    places: int

    def with_right(self, right: _Pool) -> _Pool:
        """Both as one, at the mean of their shifts by weight."""
        weight = self.weight + right.weight
        mean = (self.shift * self.weight + right.shift * right.weight) / weight
        return _Pool(mean, weight, self.places + right.places)


def _settle(row: list[int], widths: list[float], across: list[float], *pulls: list[list[Pull]]) -> None:
    """Put the places of a row as near to where they are pulled as their order and widths allow.

    From the row packed tight each place is pushed right, none by less than its left neighbour: the two would overlap.
    Where one wants less, both are pooled:

        packed    [a][b][c]
        wanted         [b]     [c]     b is pushed by 2, c by 7
                        [a]            a by 6, more than b
        settled       [a][b]   [c]     a and b by 4, both
    """
    packed = _packed(row, widths)
    pools: list[_Pool] = []
    for place, tight in zip(row, packed, strict=False):
        mine = [pull for each in pulls for pull in each[place]]
        wanted = balance(mine, across) if mine else Balance(across[place], _RESTS)
        pool = _Pool(wanted.across - tight, wanted.weight, 1)
        while pools and pools[-1].shift > pool.shift:
            pool = pools.pop().with_right(pool)
        pools.append(pool)
    for place, tight, shift in zip(row, packed, _shifts(pools), strict=False):
        across[place] = shift + tight


def _packed(row: Sequence[int], widths: list[float]) -> list[float]:
    """The middles of a row's places with the least distance between all neighbours, the first one at 0."""
    return list(accumulate((apart(widths, left, right) for left, right in pairwise(row)), initial=0.0))


def _shifts(pools: Iterable[_Pool]) -> Iterator[float]:
    """The shift of every place, from left to right."""
    return (pool.shift for pool in pools for _ in range(pool.places))
