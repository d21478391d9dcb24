"""The processor, by NumPy."""

from __future__ import annotations

import tracemalloc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from archcalc.executor import free_memory
from archcalc.executor.backends import BY_PYTHON, Clock, Measurement, missing

NAME = "numpy"
FAST = SHARES = True
BLOCK = 1


def namespace() -> Any:
    """NumPy."""
    try:
        return import_module("numpy")
    except ImportError:
        raise missing("NumPy", "run") from None


def present() -> bool:
    """Whether NumPy is installed."""
    return find_spec("numpy") is not None


def free_bytes() -> int | None:
    """The machine's free memory."""
    return free_memory.free_bytes()


def clock() -> Clock:
    """NumPy returns when it is done."""
    return BY_PYTHON


@contextmanager
def metered() -> Iterator[Measurement]:
    """NumPy reports what its arrays take to Python's own tracing of memory, which is on while a step is computed.

    Tracing makes all of Python slower, and sees all other objects, too: the arrays that a step finds are added up.
    """
    namespace()
    import_module("numpy.random")  # what it loads is no array
    before = tracemalloc.is_tracing()
    traced = _Traced(before)
    try:
        yield Measurement(traced.begin, traced.resume, traced.pause, lambda: traced.peak)
    finally:
        if not before:
            tracemalloc.stop()


class _Traced:
    """The most bytes that arrays held within a step; `goes_on` where somebody else wants to see all memory."""

    def __init__(self, goes_on: bool) -> None:
        self.goes_on, self.peak, self.before = goes_on, 0, 0
        self.fixed: dict[int, int] = {}

    def begin(self, arrays: Iterable[Any]) -> None:
        self.fixed = _owned(arrays)

    def resume(self, arrays: Iterable[Any]) -> None:
        self.before = sum((self.fixed | _owned(arrays)).values())
        if self.goes_on:
            tracemalloc.reset_peak()
            self.before -= tracemalloc.get_traced_memory()[0]
        else:
            tracemalloc.start()

    def pause(self) -> None:
        self.peak = max(self.peak, self.before + tracemalloc.get_traced_memory()[1])
        if not self.goes_on:
            tracemalloc.stop()


def _owned(arrays: Iterable[Any]) -> dict[int, int]:
    """The bytes of each piece of memory that some arrays are, or are views of."""
    owners = {}
    for array in arrays:
        owner = array
        while isinstance(owner.base, type(array)):
            owner = owner.base
        owners[id(owner)] = owner.nbytes
    return owners


def taken(array: Any) -> Any:
    """The same array."""
    return array


def fetched(array: Any) -> Any:
    """The same array."""
    return array
