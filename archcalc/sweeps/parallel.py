"""A sweep worked out in portions: here, in processes of this machine, or on a cluster."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from time import monotonic, process_time

from archcalc.base.processes import can_share, in_processes
from archcalc.sweeps.sweep import Answer, Calculation, Sweep, packed, worked_out

Portion = tuple[int, list[Answer]]
"""The number of its first point, and the answers from there."""
Elsewhere = Callable[[bytes, Iterable[range]], Iterator[Portion]]
"""Works out portions of a packed sweep, which come in any order."""

_PORTION = 0.1
"""So many seconds of a processor a portion should take: after Ctrl-C no more than this is lost."""
_ALONE = 0.3
"""So many seconds this process works alone: a small sweep is done before others would have started."""
_FARTHER = 5
"""So many times as large are portions that travel over a network."""


def portions(sweep: Sweep, jobs: int = 1, elsewhere: Elsewhere | None = None,
             left: Sequence[range] | None = None) -> Generator[Portion, None, None]:
    """The answers of all points, or of those that are `left`, portion by portion, in any order.

    One process works alone for a moment; whatever is left then is for `jobs` processes, or is done `elsewhere`.
    """
    own, started = Calculation(sweep), monotonic()
    rest, size = deque([range(sweep.total)] if left is None else left), 1
    while rest:
        begun, part = process_time(), _first(rest, size)
        answers = own.answers(part.start, part.stop)
        took = max(process_time() - begun, 1e-6)
        yield part.start, answers
        size = max(1, min(2 * size, int(size * _PORTION / took)))
        if (elsewhere or jobs > 1) and monotonic() - started > _ALONE:
            break
    size *= _FARTHER if elsewhere else 1
    if rest:
        parts = iter(lambda: _first(rest, size) if rest else None, None)
        given = packed(sweep)
        yield from elsewhere(given, parts) if elsewhere else in_processes(jobs, worked_out, given, parts,
                                                                          shared=can_share())


def _first(rest: deque[range], size: int) -> range:
    """The first points of what is left, at most so many, which are then no longer left."""
    part = rest.popleft()
    if len(part) > size:
        rest.appendleft(part[size:])
    return part[:size]
