"""Runs of places that stand in one column: chains of boxes, and links through the rows that they pass."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from math import inf

from archcalc.base.named_tuples import NamedTuple
from archcalc.rendering.drawings.layout.row_positions import SWEEPS, Pull, Pulls, apart, balance
from archcalc.rendering.drawings.layout.sketch import Piece


class RunPlace(NamedTuple):
    """A place of a run, and how far right of the first one it stands."""

    place: int
    aside: float


Run = list[RunPlace]
"""Places one under the other, so that the links between them are upright:

        [   a   ]      the first, at 0
               |       the link leaves 3 right of its middle
             [ b ]     at 3
               |
             [ c ]     at 3
"""


def runs(pieces: Sequence[Piece], count: int) -> list[Run]:
    """Places that should stand in one column: a link between its ends, and boxes that only read each other."""
    leaving = Counter(piece.upper for piece in pieces if piece.starts and not piece.skips)
    arriving = Counter(piece.lower for piece in pieces if piece.ends and not piece.skips)
    below = {piece.upper: RunPlace(piece.lower, piece.aside) for piece in pieces
             if not _forks(piece, leaving) and not _joins(piece, arriving)}
    tops = set(range(count)) - {lower.place for lower in below.values()}
    return [list(_down(top, below)) for top in sorted(tops)]


def _forks(piece: Piece, leaving: Mapping[int, int]) -> bool:
    """True where the piece leaves a box that others leave, too, or leaves it for a shorter way."""
    return piece.starts and (piece.skips or leaving[piece.upper] > 1)


def _joins(piece: Piece, arriving: Mapping[int, int]) -> bool:
    """True where the piece enters a box that others enter, too, or comes there by a shorter way."""
    return piece.ends and (piece.skips or arriving[piece.lower] > 1)


def _down(top: int, below: Mapping[int, RunPlace]) -> Iterator[RunPlace]:
    """A run from its first place on; `below` tells what stands under a place, and how far right of it."""
    reached = RunPlace(top, 0.0)
    yield reached
    while reached.place in below:
        under = below[reached.place]
        reached = RunPlace(under.place, reached.aside + under.aside)
        yield reached


class _Neighbour(NamedTuple):
    """A place beside a run: how far at least from the run's place in its row, and where in the run that stands."""

    place: int
    apart: float
    aside: float


class _Column(NamedTuple):
    """A run and all that bounds or pulls it from outside; the pulls are as if each were at its first place."""

    run: Run
    left: list[_Neighbour]
    right: list[_Neighbour]
    pulls: list[Pull]

    def least(self, across: list[float]) -> float:
        """The leftmost position that the neighbours on the left leave to the run's first place.

        A column may go left until one of its places meets its neighbour, here `b`:

            [ left ]     [  a  ]
                            |
              [   left  ][  b  ]
        """
        return max((across[beside.place] + beside.apart - beside.aside for beside in self.left), default=-inf)

    def most(self, across: list[float]) -> float:
        """The rightmost position that the neighbours on the right leave to it."""
        return min((across[beside.place] - beside.apart - beside.aside for beside in self.right), default=inf)

    def wanted(self, across: list[float]) -> float:
        """The position where the pulls at all its places balance; without any, the mean of where these are."""
        if self.pulls:
            return balance(self.pulls, across).across
        return sum(across[place] - aside for place, aside in self.run) / len(self.run)


def straighten(runs: Sequence[Run], pulls: Pulls, rows: list[list[int]], across: list[float]) -> None:
    """Put each run into one column, as near to where it is pulled as its neighbours on either side allow."""
    columns = _columns(runs, pulls, rows)
    for sweep in range(2 * SWEEPS):
        for column in columns if sweep % 2 == 0 else reversed(columns):
            least, most = column.least(across), column.most(across)
            if least <= most:
                first = min(max(column.wanted(across), least), most)
                for place, aside in column.run:
                    across[place] = first + aside


def _columns(runs: Sequence[Run], pulls: Pulls, rows: list[list[int]]) -> list[_Column]:
    left_of = {right: left for row in rows for left, right in pairwise(row)}
    right_of = {left: right for row in rows for left, right in pairwise(row)}
    return [_Column(run, _beside(run, left_of, pulls.widths), _beside(run, right_of, pulls.widths),
                    _outside(run, pulls)) for run in runs]


def _beside(run: Run, next_to: Mapping[int, int], widths: list[float]) -> list[_Neighbour]:
    """The neighbours of a run's places on one side."""
    return [_Neighbour(next_to[place], apart(widths, next_to[place], place), aside)
            for place, aside in run if place in next_to]


def _outside(run: Run, pulls: Pulls) -> list[Pull]:
    """What pulls at a run's places from outside the run."""
    inside = {place for place, _ in run}
    return [Pull(pull.other, pull.weight, pull.aside - aside) for place, aside in run
            for pull in (*pulls.above[place], *pulls.below[place]) if pull.other not in inside]
