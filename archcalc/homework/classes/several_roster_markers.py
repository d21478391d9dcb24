"""A class with a roster marked by several processes: those whose papers have the same sizes by the same one."""

from __future__ import annotations

import pickle
from functools import lru_cache

from archcalc.base import plugins
from archcalc.base.processes import can_share, in_processes
from archcalc.homework.classes import roster_marking
from archcalc.homework.classes.bound_marker import BoundMarker
from archcalc.homework.classes.roster_marking import Counted, Handed

_FEWEST, _FEWEST_APART = 60, 1_000
"""A class of fewer students is not marked sooner by several; where they begin afresh, each starts archcalc again."""
_FIRST = 10
"""So many are marked before others begin with what came of it: what is read once is not read by each."""
_PORTIONS = 4
"""So many portions each process gets, so that none waits long for the last."""
_shared: dict[bytes, tuple[Handed, BoundMarker]] = {}
"""What forked processes find as their parent has it, with the networks that it has read."""


def counted(handed: Handed, marker: BoundMarker, jobs: int) -> list[Counted]:
    """What everybody's sheets count, in the order of the students. Raises ArchcalcError where a process is killed."""
    shared = can_share()
    if jobs < 2 or len(handed) < (_FEWEST if shared else _FEWEST_APART):
        return roster_marking.counted(handed, marker)
    places = sorted(range(len(handed)), key=lambda place: marker.sizes(handed[place][0]))
    in_order = [handed[place] for place in places]
    given = pickle.dumps((plugins.named(), pickle.dumps((in_order, marker))))
    first = _FIRST if shared else 0
    begun = roster_marking.counted(in_order[:first], marker)
    size = -(-(len(handed) - first) // (jobs * _PORTIONS))
    parts = [range(start, min(start + size, len(handed))) for start in range(first, len(handed), size)]
    _shared[given] = in_order, marker
    try:
        outcomes = dict(in_processes(jobs, _counted, given, parts, shared=shared))
    finally:
        _shared.clear()
    found = [*begun, *(each for part in parts for each in outcomes[part.start])]
    return [each for _, each in sorted(zip(places, found, strict=True), key=lambda pair: pair[0])]


def _counted(given: bytes, start: int, stop: int) -> list[Counted]:
    """A portion of a class: what another process does."""
    handed, marker = _shared.get(given) or _unpacked(given)
    return roster_marking.counted(handed[start:stop], marker)


@lru_cache(maxsize=1)
def _unpacked(given: bytes) -> tuple[Handed, BoundMarker]:
    # what `counted` wrote, in the process that started this one
    named, rest = pickle.loads(given)  # noqa: S301
    if named:
        from archcalc.base import plugin_files

        plugin_files.load_again(named)
    handed, marker = pickle.loads(rest)  # noqa: S301
    return handed, marker
