"""A step of training in time: layer by layer, the most that is held while each works, and what of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import groupby

from archcalc.base.named_tuples import NamedTuple
from archcalc.training.moments import Event


class Stand(NamedTuple):
    """The first largest moment of a layer in a phase of a step: the bytes held, and those of every part.

    What is there before the step is one stand, at no layer.
    """

    phase: str
    layer: int | None
    bytes: int
    parts: dict[str, int]


def timeline(events: Iterable[Event]) -> Iterator[Stand]:
    """The stands of a course of events, in order.

    >>> taken = [Event("before", None, "parameters", 8), Event("forward", 1, "volumes", 4),
    ...          Event("forward", 1, "volumes", -4), Event("backward", 1, "gradients", 8)]
    >>> [(stand.phase, stand.layer, stand.bytes) for stand in timeline(taken)]
    [('before', None, 8), ('forward', 1, 12), ('backward', 1, 16)]
    """
    held, parts = 0, defaultdict[str, int](int)
    for (phase, layer), own in groupby(events, key=_place):
        most, then = -1, dict[str, int]()
        for event in own:
            held += event.bytes
            parts[event.part] += event.bytes
            if held > most:
                most, then = held, dict(parts)
        yield Stand(phase, layer, most, then)


def _place(event: Event) -> tuple[str, int | None]:
    return event.phase, event.layer if event.phase != "before" else None
