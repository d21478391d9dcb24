"""Backends: where arrays live and are computed, one to a file, found by its name."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from time import perf_counter
from typing import Any, Protocol

from archcalc.base.errors import ArchcalcError
from archcalc.base.named_tuples import NamedTuple
from archcalc.base.registry import Registry

AUTO = "auto"


class Measurement(NamedTuple):
    """The memory of arrays, measured while steps are computed, and not between them.

    `begin` takes the arrays that are there from the beginning to the end; `resume`, before each step, the others that
    are held; `pause` ends the step; `peak` tells the most bytes that arrays held at once within a step.
    """

    begin: Callable[[Iterable[Any]], None]
    resume: Callable[[Iterable[Any]], None]
    pause: Callable[[], None]
    peak: Callable[[], int]


class Clock(NamedTuple):
    """A way to take time: moments, and the seconds between two, for which a device may have to be waited for."""

    now: Callable[[], Any] = perf_counter
    between: Callable[[Any, Any], float] = lambda first, second: second - first


BY_PYTHON = Clock()
"""For work that is done when Python goes on."""


class Backend(Protocol):
    """One place for arrays."""

    NAME: str
    FAST: bool
    """True where the fast kernels are used; else every operator runs as its rule is written."""
    SHARES: bool
    """True where a NumPy array is one of its own, and takes no more memory."""

    BLOCK: int
    """The bytes of which every array takes a multiple."""

    def namespace(self) -> Any:
        """The array namespace; raises ArchcalcError where it is not installed."""

    def present(self) -> bool:
        """True where it is installed and has a device."""

    def free_bytes(self) -> int | None:
        """The memory that is free, or None where that cannot be told."""

    def clock(self) -> Clock:
        """The way to take time."""

    def metered(self) -> AbstractContextManager[Measurement]:
        """A measurement of the bytes that arrays made from now on hold."""

    def taken(self, array: Any) -> Any:
        """A NumPy array as one of this backend's."""

    def fetched(self, array: Any) -> Any:
        """One of this backend's arrays as a NumPy array."""


NAMES = Registry[Backend](__name__, __file__, "backend")


def backend(name: str) -> Backend:
    """The backend called `name`; `auto` is the GPU where there is one. Raises ArchcalcError."""
    if name == AUTO:
        name = "cupy" if backend("cupy").present() else "numpy"
    return NAMES.load(name)


def missing(library: str, extra: str, otherwise: str = "") -> ArchcalcError:
    """The answer where a library is not installed; `otherwise` says which other extra may bring it."""
    return ArchcalcError.of("missing-library", f"{library} is not installed",
                            hint=f"pip install 'archcalc[{extra}]'{otherwise}")
