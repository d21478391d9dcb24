"""Work shared among processes of this machine, which end with it, whatever ends it."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from archcalc.base.errors import ArchcalcError

_Result = TypeVar("_Result")
_FOR_THE_FIRST = [getattr(signal, name) for name in ("SIGINT", "SIGHUP") if hasattr(signal, name)]
_ENDING = [*_FOR_THE_FIRST, signal.SIGTERM]
"""Signals that end a command, of which its own processes hear the last only."""


def processors() -> int:
    """The number of processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def can_share() -> bool:
    """True where other processes can begin with what this one has worked out: forked, of one thread, under Linux."""
    return sys.platform == "linux" and threading.active_count() == 1


def in_processes(jobs: int, work: Callable[[bytes, int, int], _Result], given: bytes, parts: Iterable[range], *,
                 shared: bool = False) -> Generator[tuple[int, _Result], None, None]:
    """The first number of each part, and what `work` gives for it, in any order. Raises ArchcalcError.

    The others begin afresh, or, where `shared`, with what this process has worked out.
    """
    # most work is done before others have started
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor, as_completed
    from concurrent.futures.process import BrokenProcessPool

    others, finished = set(multiprocessing.active_children()), False
    with undisturbed():  # the pool starts a process that keeps its locks
        pool = ProcessPoolExecutor(jobs, multiprocessing.get_context("fork" if shared else "spawn"), ignore_endings)
    try:
        futures = {}
        for part in parts:
            with undisturbed():
                futures[pool.submit(work, given, part.start, part.stop)] = part.start
        broken = False
        for future in as_completed(futures):
            if isinstance(future.exception(), BrokenProcessPool):  # others may have been done before
                broken = True
            else:
                yield futures.pop(future), future.result()
        finished = not broken
    except BrokenProcessPool:  # while work was handed out
        broken = True
    finally:
        with undisturbed():  # a pool that is left before it is shut leaves its semaphores behind
            for process in () if finished else set(multiprocessing.active_children()) - others:
                process.terminate()
            pool.shutdown(cancel_futures=True)
    if broken:
        raise ArchcalcError.of("jobs", "a process that shared the work was killed",
                               hint="--jobs 1 works without others")


def ignore_endings() -> None:
    """Ctrl-C and a terminal that closes are for the process that started this one, which then ends it by SIGTERM."""
    for each in _FOR_THE_FIRST:
        signal.signal(each, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)  # not as a forked process inherits it
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _ENDING)


@contextmanager
def undisturbed() -> Iterator[None]:
    """While others start or end, signals wait: a process half started would be forgotten, or tell of Ctrl-C itself."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _ENDING)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
