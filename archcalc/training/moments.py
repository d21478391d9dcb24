"""The largest moment of a course of events: memory that is taken and given back, in order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import accumulate

from archcalc.base.named_tuples import NamedTuple


class Event(NamedTuple):
    """Bytes that are taken for a part of the memory, or given back where they are negative.

    `phase` says during what, `layer` at which node, by position; None where it is at none.
    """

    phase: str
    layer: int | None
    part: str
    bytes: int


class Moment(NamedTuple):
    """The moment at which most is held: the first one, its bytes, and those of every part then.

    `largest` has every part at its own largest, whenever that is: together they are no less.
    """

    phase: str
    layer: int | None
    bytes: int
    parts: dict[str, int]
    largest: dict[str, int]


def peak(events: Iterable[Event]) -> int:
    """The most bytes that are held at once, of events that begin with nothing."""
    return max(accumulate(event.bytes for event in events), default=0)


def largest_moment(events: Sequence[Event]) -> Moment:
    """The moment of the peak; of events, of which there is one at least.

    >>> taken = [Event("forward", 0, "saved", 3), Event("forward", 0, "volumes", 2), Event("forward", 1, "volumes", -2),
    ...          Event("backward", 0, "gradients", 1)]
    >>> found = largest_moment(taken)
    >>> found.phase, found.bytes, sum(found.largest.values())
    ('forward', 5, 6)
    """
    held = list(accumulate(event.bytes for event in events))
    at = held.index(max(held))
    parts = defaultdict[str, list[int]](list)
    for event in events:
        parts[event.part].append(event.bytes)
    then = dict.fromkeys(parts, 0)
    for event in events[:at + 1]:
        then[event.part] += event.bytes
    return Moment(events[at].phase, events[at].layer, held[at], then,
                  {part: max(accumulate(sizes)) for part, sizes in parts.items()})
