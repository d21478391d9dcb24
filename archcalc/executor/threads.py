"""Several threads: the tiles of a convolution are done beside each other, everything else is left to the BLAS library.

The BLAS library's own threads would meet in each of a convolution's many small products, which takes longer than the
products themselves; so while tiles are done it is told to use one. NumPy lets other threads run while it computes.

A processor's flags are not told: that a value is not finite is seen in the value, and BLAS raises flags by what it
reads beside a small array, too.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from archcalc.executor import kept_memory
from archcalc.executor.convolution.tiles import Scheduler, Tile, in_turn

BUFFERED = 512
"""Values of a row, or of several short ones, that NumPy copies before it adds or multiplies them.

Of its own 8,192, rows of a thousand values, or such rows and one number for each, take two to four times as long; of
fewer than 512, rows of a hundred values do.
"""
_SETTERS = ("scipy_openblas_set_num_threads64_", "scipy_openblas_set_num_threads", "openblas_set_num_threads64_",
            "openblas_set_num_threads")
_GETTERS = tuple(name.replace("_set_", "_get_") for name in _SETTERS)


@contextmanager
def using(count: int) -> Iterator[Scheduler]:
    """So many threads, in tiles of convolutions as well as in the BLAS library, which afterwards has its own again."""
    blas = _Blas()
    before = blas.threads()
    blas.use(count)
    numpy = import_module("numpy")
    kept_memory.keep_freed_memory(numpy)
    try:
        with numpy.errstate(all="ignore"), _row_by_row(numpy), \
                ThreadPoolExecutor(count, "tile", _begin, (numpy,)) as pool:
            yield in_turn if count == 1 else lambda tiles: _beside_each_other(pool, blas, count, tiles)
    finally:
        blas.use(before)


@contextmanager
def _row_by_row(numpy: Any) -> Iterator[None]:
    """Functions of rows that do not follow one another in memory take them where they are, if they are long."""
    before = numpy.setbufsize(BUFFERED)
    try:
        yield
    finally:
        numpy.setbufsize(before)


def _begin(numpy: Any) -> None:
    """Set, in each thread, what holds for that one alone."""
    numpy.seterr("ignore")
    numpy.setbufsize(BUFFERED)


def _beside_each_other(pool: ThreadPoolExecutor, blas: _Blas, count: int, tiles: Iterable[Tile]) -> None:
    blas.use(1)
    try:
        for _ in pool.map(lambda tile: tile(), tiles):
            pass
    finally:
        blas.use(count)


class _Blas:
    """The OpenBLAS that comes with NumPy, if it is one; another library keeps the threads that it has."""

    def __init__(self) -> None:
        libraries = [ctypes.CDLL(str(path)) for path in _files()]
        self.set = _found(libraries, _SETTERS)
        self.get = _found(libraries, _GETTERS)

    def threads(self) -> int:
        """The number of threads that it uses."""
        return self.get() if self.get else 1

    def use(self, count: int) -> None:
        """Let it use so many."""
        if self.set:
            self.set(count)


def _files() -> Iterable[Path]:
    spec = find_spec("numpy")
    folder = Path(spec.origin).parent if spec and spec.origin else None
    return [*folder.parent.glob("numpy.libs/*openblas*"), *folder.glob(".dylibs/*openblas*")] if folder else []


def _found(libraries: Iterable[ctypes.CDLL], names: Iterable[str]) -> Callable[..., int] | None:
    return next((getattr(library, name) for library in libraries for name in names if hasattr(library, name)), None)
