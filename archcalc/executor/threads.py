"""Several threads: the tiles of a convolution are done beside each other, everything else is left to the BLAS library.

The BLAS library's own threads would meet in each of a convolution's many small products, which takes longer than the
products themselves; so while tiles are done it is told to use one. NumPy lets other threads run while it computes.

A processor's flags are not told: that a value is not finite is seen in the value, and BLAS raises flags by what it
reads beside a small array, too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from importlib import import_module
from typing import Any

from archcalc.executor import kept_memory
from archcalc.executor.convolution.tiles import Scheduler, Tile, in_turn, spread
from archcalc.operators import openblas

BUFFERED = 512
"""Values of a row, or of several short ones, that NumPy copies before it adds or multiplies them.

Of its own 8,192, rows of a thousand values, or such rows and one number for each, take two to four times as long; of
fewer than 512, rows of a hundred values do.
"""

@contextmanager
def using(count: int) -> Iterator[Scheduler]:
    """So many threads, in tiles of convolutions as well as in the BLAS library, which afterwards has its own again."""
    before = openblas.threads()
    openblas.use_threads(count)
    numpy = import_module("numpy")
    kept_memory.keep_freed_memory(numpy)
    try:
        with numpy.errstate(all="ignore"), _row_by_row(numpy), \
                ThreadPoolExecutor(count, "tile", _begin, (numpy,)) as pool:
            yield in_turn if count == 1 else lambda tiles: _beside_each_other(pool, count, tiles)
    finally:
        openblas.use_threads(before)


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


def _beside_each_other(pool: ThreadPoolExecutor, count: int, tiles: Iterable[Tile]) -> None:
    openblas.use_threads(1)
    try:
        for _ in pool.map(lambda tile: tile(), spread(tiles, count)):
            pass
    finally:
        openblas.use_threads(count)
