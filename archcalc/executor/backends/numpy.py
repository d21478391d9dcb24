"""The processor, by NumPy."""

from __future__ import annotations

import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from archcalc.executor import free_memory
from archcalc.executor.backends import Measurement, missing

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


def settle() -> None:
    """NumPy returns when it is done."""


@contextmanager
def metered() -> Iterator[Measurement]:
    """NumPy reports what its arrays take to Python's own tracing of memory, which sees all other objects too.

    What is traced in the end, and is no array, is left out.
    """
    namespace()
    import_module("numpy.random")  # what it loads is no array
    before = tracemalloc.is_tracing()
    tracemalloc.start()
    traced = _Traced()
    try:
        yield Measurement(traced.begin, traced.most, traced.aside)
    finally:
        if not before:
            tracemalloc.stop()


class _Traced:
    """The most bytes that were traced, but for those made aside."""

    def __init__(self) -> None:
        self.start, self.peak = tracemalloc.get_traced_memory()

    def begin(self) -> None:
        self.peak = 0
        tracemalloc.reset_peak()

    @contextmanager
    def aside(self) -> Iterator[None]:
        self.peak = max(self.peak, tracemalloc.get_traced_memory()[1])
        yield
        tracemalloc.reset_peak()

    def most(self, arrays: int) -> int:
        now, peak = tracemalloc.get_traced_memory()
        return max(self.peak, peak) - self.start - max(0, now - self.start - arrays)


def taken(array: Any) -> Any:
    """The same array."""
    return array


def fetched(array: Any) -> Any:
    """The same array."""
    return array
