"""How far a value sees along one axis of the image: from its first pixel to its last, at the places of a volume."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from math import lcm

from archcalc.counting.receptive_fields.fields import MOST_PLACES
from archcalc.counting.receptive_fields.lines import Ends, EndsByPlace, around, hull, joined
from archcalc.counting.receptive_fields.parts import SeenPart, listed

MOST_PARTS = 16
"""Parts of different slopes, such as branches of unlike strides; more are told as one that sees at most all of it."""


def together(parts: tuple[SeenPart, ...]) -> tuple[SeenPart, ...]:
    """What values see that see all of some parts: parts of one slope at the same places become one."""
    return parts if len(parts) < 2 else _together(parts)


@lru_cache(maxsize=4096)
def _together(parts: tuple[SeenPart, ...]) -> tuple[SeenPart, ...]:
    found: list[SeenPart] = []
    for part in dict.fromkeys(parts):
        found = _added(found, part)
    if len(found) > MOST_PARTS:
        ends = around([_all_seen(part) for part in found])
        return (SeenPart(EndsByPlace(0, (ends,)), exact=False),)
    return tuple(found)


def _added(found: list[SeenPart], part: SeenPart) -> list[SeenPart]:
    for number, other in enumerate(found):
        if other[1:4] == part[1:4] and (line := joined(other.line, part.line)) is not None:
            return [*found[:number], SeenPart(line, *part[1:4], part.exact and other.exact), *found[number + 1:]]
    return [*found, part]


def first_pixel(parts: tuple[SeenPart, ...]) -> int:
    """The first pixel that any value sees."""
    return min(ends[0] for part in parts if (ends := _all_seen(part)))


def widest(parts: tuple[SeenPart, ...]) -> tuple[int, bool]:
    """The pixels from the first to the last of the value that sees farthest, or 0; and whether that is exact."""
    if len(parts) == 1 and parts[0].plain:
        return max(_widths(parts[0]), default=0), parts[0].exact
    return _widest(parts)


@lru_cache(maxsize=4096)
def _widest(parts: tuple[SeenPart, ...]) -> tuple[int, bool]:
    exact = all(part.exact for part in parts)
    axes = {part.digits for part in parts if part.digits}
    if len(axes) == 1 and all(part.plain and len(part.line.ends) == 1 for part in parts):
        places = next(part.places for part in parts if part.digits)
        ends = (around([part.line.at(place) for part in parts]) for place in (places[0], places[-1]))
        return max((last - first + 1 for first, last in filter(None, ends)), default=0), exact
    found = [_span(one, other) for one in parts for other in parts]
    return max(width for width, _ in found), exact and all(exactly for _, exactly in found)


def occurring(parts: tuple[SeenPart, ...]) -> dict[int, Ends]:
    """Each extent that occurs, in order, with the pixels of the first place that has it; none where they are not told.

    They are told of places along one axis, as long as these can be listed.
    """
    axes = {digit.axis for part in parts for digit in part.digits}
    if len(axes) > 1 or not all(part.plain and len(part.places) <= MOST_PLACES for part in parts):
        return {}
    found: dict[int, Ends] = {}
    for place in sorted({place for part in parts if part.digits for place in part.places}) or [0]:
        ends = around([part.line.at(place) for part in parts if not part.digits or place in part.places])
        if ends:
            found.setdefault(ends[1] - ends[0] + 1, ends)
    return dict(sorted(found.items()))


def _widths(part: SeenPart) -> Iterator[int]:
    """The extents of one plain part, those of a phase being alike."""
    ends = map(part.line.at, part.places[:len(part.line.ends)])
    return (last - first + 1 for first, last in filter(None, ends))


def _span(one: SeenPart, other: SeenPart) -> tuple[int, bool]:
    """The most pixels from the first of `other` to the last of `one`, at one place; and whether that is exact."""
    places = _common(one, other)
    if places is not None:
        return max(_spans(one, other, places), default=0), True
    low, high = _all_seen(other), _all_seen(one)
    apart = {digit.axis for digit in one.digits}.isdisjoint(digit.axis for digit in other.digits)
    return (high[1] - low[0] + 1 if low and high else 0), apart


def _spans(one: SeenPart, other: SeenPart, places: Iterable[int]) -> Iterator[int]:
    for place in places:
        low = hull(other.line, range(place, place + other.spread + 1))
        high = hull(one.line, range(place, place + one.spread + 1))
        if low and high:
            yield high[1] - low[0] + 1


def _common(one: SeenPart, other: SeenPart) -> Iterable[int] | None:
    """The places at which the extents of two parts are to be looked at; None where their places are not the same."""
    if not (one.digits and other.digits):
        return None
    if one.plain and other.plain and one.digits[0].axis == other.digits[0].axis:
        start = max(one.places.start, other.places.start)
        stop = min(one.places.stop, other.places.stop)
        turn = lcm(len(one.line.ends), len(other.line.ends))
        return {*range(start, min(stop, start + turn)), *range(max(start, stop - turn), stop)}
    return listed(one) if one[1:4] == other[1:4] else None


def _all_seen(part: SeenPart) -> Ends | None:
    """The pixels that all values see together."""
    places = part.places
    return hull(part.line, range(places.start, places.stop + part.spread))
