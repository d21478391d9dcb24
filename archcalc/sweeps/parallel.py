"""A sweep worked out in portions: here, in processes of this machine, or on a cluster."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from time import monotonic, process_time

from archcalc.base.errors import ArchcalcError
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
_FOR_THE_FIRST = [getattr(signal, name) for name in ("SIGINT", "SIGHUP") if hasattr(signal, name)]
_ENDING = [*_FOR_THE_FIRST, signal.SIGTERM]
"""Signals that end a command, of which its own processes hear the last only."""


def processors() -> int:
    """The number of processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


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
        yield from (elsewhere or _in_processes(jobs))(packed(sweep), left)


def _in_processes(jobs: int) -> Elsewhere:
    """Work in processes of this machine, which end with the work, whatever ends it."""
    def work(sweep: bytes, left: Iterable[range]) -> Iterator[Portion]:
        others, finished = set(multiprocessing.active_children()), False
        with _undisturbed():  # the pool starts a process that keeps its locks
            pool = ProcessPoolExecutor(jobs, multiprocessing.get_context("spawn"), _deaf)
        try:
            futures = {}
            for part in left:
                with _undisturbed():
                    futures[pool.submit(worked_out, sweep, part.start, part.stop)] = part.start
            for future in as_completed(futures):
                yield futures.pop(future), future.result()
            finished = True
        except BrokenProcessPool:
            raise ArchcalcError.of("jobs", "a process that worked for this sweep was killed",
                                   hint="--jobs 1 works without others") from None
        finally:
            with _undisturbed():  # a pool that is left before it is shut leaves its semaphores behind
                for process in () if finished else set(multiprocessing.active_children()) - others:
                    process.terminate()
                pool.shutdown(cancel_futures=True)

    return work


def _deaf() -> None:
    """Ctrl-C and a terminal that closes are for the process that started this one, which then ends it by SIGTERM."""
    for each in _FOR_THE_FIRST:
        signal.signal(each, signal.SIG_IGN)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _ENDING)


@contextmanager
def _undisturbed() -> Iterator[None]:
    """While others start or end, signals wait: a process half started would be forgotten, or tell of Ctrl-C itself."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _ENDING)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
