"""The first and the last pixel that each place of an axis sees, as a pattern that repeats.

A map goes on beyond its edges here, so that padding counts as it does in the literature.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from math import gcd, lcm

from archcalc.base.named_tuples import NamedTuple
from archcalc.operators.reading import MOST_PHASES, Taps

_MOST_WORK = 2**20
"""The places that are looked at for one step, where the pattern does not rise."""

_MARGIN = 1024
"""Places beyond an edge that are listed where no pattern is."""

Ends = tuple[int, int]
"""The first and the last pixel."""


class EndsByPlace(NamedTuple):
    """Place q*len(ends) + r sees from the first to the last of `ends[r]`, both moved by q*advance; None: nothing."""

    advance: int
    ends: tuple[Ends | None, ...]

    def at(self, place: int) -> Ends | None:
        """The pixels that a place sees."""
        turn, phase = divmod(place, len(self.ends))
        ends, moved = self.ends[phase], turn * self.advance
        return ends and (ends[0] + moved, ends[1] + moved)


PIXELS = EndsByPlace(1, ((0, 0),))
"""The image itself."""


def through(line: EndsByPlace, taps: Taps) -> EndsByPlace | None:
    """The line behind a step that reads by `taps`; None where the pattern repeats too late to be written down."""
    if len(line.ends) == len(taps.places) == 1 and (ends := line.ends[0]) and (places := taps.places[0]):
        first, last = line.advance * places[0], line.advance * places[-1]
        return EndsByPlace(line.advance * taps.advance, ((ends[0] + first, ends[1] + last),))
    return _through(line, taps)


@lru_cache(maxsize=4096)
def _through(line: EndsByPlace, taps: Taps) -> EndsByPlace | None:
    period, every = len(line.ends), len(taps.places)
    turns = period // gcd(period, taps.advance)
    rising = rises(line)
    if turns * every > MOST_PHASES or (not rising and turns * every * _looked_at(line, taps) > _MOST_WORK):
        return None
    ends = tuple(_hull(line, places, turn * taps.advance, rising) for turn in range(turns) for places in taps.places)
    return _shortest(EndsByPlace(line.advance * (taps.advance * turns // period), ends))


@lru_cache(maxsize=256)
def place_by_place(line: EndsByPlace, taps: Taps, size: int) -> EndsByPlace | None:
    """The line of a map of a `size`, place by place, where no pattern is written down; None where places are too many.

    As many places as padding may reach are listed on both sides.
    """
    rising = rises(line)
    period = size + 2 * _MARGIN
    if period > MOST_PHASES or (not rising and period * _looked_at(line, taps) > _MOST_WORK):
        return None
    ends: list[Ends | None] = []
    for place in range(-_MARGIN, size + _MARGIN + 1):
        turn, phase = divmod(place, len(taps.places))
        ends.append(_hull(line, taps.places[phase], turn * taps.advance, rising))
    first, *_, last = [each for each in ends if each] or [(0, 0)]
    advance = max(last[0] - first[0], last[1] - first[1])
    before = (each and (each[0] + advance, each[1] + advance) for each in ends[:_MARGIN])
    return EndsByPlace(advance, (*ends[_MARGIN:-1], *before))


def _looked_at(line: EndsByPlace, taps: Taps) -> int:
    """The places that are looked at for one value, where the line does not rise."""
    return min(len(line.ends), max(map(len, taps.places)))


def hull(line: EndsByPlace, places: range) -> Ends | None:
    """The pixels that some places see together."""
    return _hull(line, places, 0, rises(line))


def _hull(line: EndsByPlace, places: range, moved: int, rising: bool) -> Ends | None:
    if not places:
        return None
    if not rising:
        period = len(line.ends)
        return around([line.at(place + moved) for place in (*places[:period], *places[-period:])])
    first, last = line.at(places[0] + moved), line.at(places[-1] + moved)
    return first and last and (first[0], last[1])


def around(ends: list[Ends | None]) -> Ends | None:
    """The pixels from the first to the last of several."""
    seen = [each for each in ends if each]
    return (min(first for first, _ in seen), max(last for _, last in seen)) if seen else None


def rises(line: EndsByPlace) -> bool:
    """True where its first and its last pixels never go back, so that the outermost places tell all."""
    return (len(line.ends) == 1 and line.ends[0] is not None) or _rises(line)


@lru_cache(maxsize=4096)
def _rises(line: EndsByPlace) -> bool:
    ends = [*line.ends, line.at(len(line.ends))]
    return None not in ends and all(before[0] <= after[0] and before[1] <= after[1]
                                    for before, after in pairwise(ends) if before and after)


def joined(one: EndsByPlace, other: EndsByPlace) -> EndsByPlace | None:
    """Two lines of one slope as one that sees what either sees; None where they are not, or repeat too late."""
    period = lcm(len(one.ends), len(other.ends))
    if one.advance * len(other.ends) != other.advance * len(one.ends) or period > MOST_PHASES:
        return None
    ends = tuple(around([one.at(place), other.at(place)]) for place in range(period))
    return _shortest(EndsByPlace(one.advance * period // len(one.ends), ends))


def _shortest(line: EndsByPlace) -> EndsByPlace:
    """The same line with as few phases as it has."""
    period = len(line.ends)
    for short in range(1, period // 2 + 1):
        if period % short == 0 and line.advance * short % period == 0:
            tried = EndsByPlace(line.advance * short // period, line.ends[:short])
            if all(tried.at(place) == line.ends[place] for place in range(short, period)):
                return tried
    return line
