"""A sweep worked out in portions: here, in processes of this machine, or on a cluster."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator
from time import monotonic, process_time

from archcalc.base.processes import in_processes
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


def portions(sweep: Sweep, jobs: int = 1, elsewhere: Elsewhere | None = None) -> Generator[Portion, None, None]:
    """The answers of all points, portion by portion, in any order.

    One process works alone for a moment; whatever is left then is for `jobs` processes, or is done `elsewhere`.
    """
    own, total, started = Calculation(sweep), sweep.total, monotonic()
    done, size = 0, 1
    while done < total:
        begun, stop = process_time(), min(done + size, total)
        answers = own.answers(done, stop)
        took = max(process_time() - begun, 1e-6)
        yield done, answers
        done, size = stop, max(1, min(2 * size, int(size * _PORTION / took)))
        if (elsewhere or jobs > 1) and monotonic() - started > _ALONE:
            break
    size *= _FARTHER if elsewhere else 1
    left = (range(start, min(start + size, total)) for start in range(done, total, size))
    if done < total:
        yield from elsewhere(packed(sweep), left) if elsewhere else in_processes(jobs, worked_out, packed(sweep), left)
