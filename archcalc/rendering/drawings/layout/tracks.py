"""Tracks in the gaps between boxes: links that run side by side there each have one of their own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from archcalc.base.named_tuples import NamedTuple

Trunk = tuple[int, ...]
"""The origin that links have in common which may run on one track."""


class Stretch(NamedTuple):
    """The stretch of a gap, by number, from `start` to `end`, that the links of a trunk take, and their rank in it."""

    gap: int
    trunk: Trunk
    start: float
    end: float
    rank: float = 0.0


class Tracks(NamedTuple):
    """The track of every trunk in every gap, and the number of tracks that a gap has."""

    of: Mapping[tuple[int, Trunk], int]
    counts: Mapping[int, int]


def tracks(stretches: Iterable[Stretch]) -> Tracks:
    """As few tracks as the order of ranks allows: trunks share one where their stretches do not meet.

    >>> made = tracks([Stretch(0, (1,), 0, 4), Stretch(0, (2,), 5, 9), Stretch(0, (3,), 3, 6, rank=1)])
    >>> made.of, made.counts
    ({(0, (1,)): 0, (0, (2,)): 0, (0, (3,)): 1}, {0: 2})
    """
    joined: dict[tuple[int, Trunk], Stretch] = {}
    for each in stretches:
        other = joined.get((each.gap, each.trunk), each)
        joined[each.gap, each.trunk] = other._replace(start=min(each.start, other.start), end=max(each.end, other.end))
    taken: dict[int, list[list[Stretch]]] = defaultdict(list)
    of = {}
    for key, stretch in sorted(joined.items(), key=lambda item: (item[1].rank, item[1].end - item[1].start)):
        lanes = taken[stretch.gap]
        lane = next((i for i, lane in enumerate(lanes) if not any(_meet(stretch, other) for other in lane)), len(lanes))
        lanes[lane:lane + 1] = [[*(lanes[lane] if lane < len(lanes) else ()), stretch]]
        of[key] = lane
    return Tracks(of, {gap: len(lanes) for gap, lanes in taken.items()})


def _meet(one: Stretch, other: Stretch) -> bool:
    return one.start <= other.end and other.start <= one.end
