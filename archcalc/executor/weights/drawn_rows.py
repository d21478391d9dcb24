"""Weights drawn some rows at a time, where they are used: a matrix of 100 million values never lies in memory whole.

Memory that a process has not had before takes longer to be given than values take to be drawn, and to be multiplied:
rows that stay in the cache are both in a sixth of the time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from math import prod
from time import perf_counter
from typing import Any

from archcalc.executor.backends import backend
from archcalc.executor.weights import initializers
from archcalc.executor.weights.names import held
from archcalc.network.graph import Graph

LEAST = 2**22
"""Of so many values a matrix is worth it."""
AT_ONCE = 2**19
"""Values that are drawn and multiplied together: with fewer, a step of several images multiplies slowly."""
Rows = Mapping[tuple[str, str], int]
"""The rows that are drawn at once, by layer and weight."""
ALL_WHOLE: Rows = {}
"""Every weight lies in memory."""


class DrawnRows:
    """A matrix (rows, d) that is drawn anew whenever it is gone through; a few rows of it may be kept.

    Beside arrays it is one that holds no memory.
    """

    base, nbytes = None, 0

    def __init__(self, shape: tuple[int, ...], draw: Callable[[], Iterator[Any]]) -> None:
        self.shape, self.draw = shape, draw
        self.kept: dict[int, Any] = {}
        self.seconds = 0.0
        """What drawing has taken."""

    def keep(self, rows: Any) -> None:
        """Keep these rows when they are drawn the next time."""
        self.kept |= dict.fromkeys(rows.ravel().tolist())

    def blocks(self) -> Iterator[tuple[slice, Any]]:
        """All rows, some at a time, each time in the same memory."""
        first, start = 0, perf_counter()
        for block in self.draw():
            rows = slice(first, first + block.shape[0])
            for row in self.kept:
                if rows.start <= row < rows.stop:
                    self.kept[row] = block[row - first].copy()
            self.seconds += perf_counter() - start
            yield rows, block
            first, start = rows.stop, perf_counter()

    def __getitem__(self, at: tuple[Any]) -> Any:
        """Rows that were kept."""
        (rows,) = at
        found = [self.kept[row] for row in rows.ravel().tolist()]
        return backend("numpy").namespace().stack(found).reshape(*rows.shape, -1)


def in_rows(graph: Graph, source: str, dtype: str) -> Rows:
    """The weights that are drawn in rows, of a run that draws them all and goes through each once."""
    if source not in initializers.NAMES or dtype == "float16" or \
            not isinstance(initializers.NAMES.load(source), initializers.RowInitializer):
        return ALL_WHOLE
    lent = {full.rpartition(".")[0] for node in graph.nodes for full in node.elsewhere.values()}
    each = [(node.name, held(node)["weight"].shape) for node in graph.nodes
            if "row-by-row" in node.op.traits and not node.shared and node.name not in lent]
    return {(name, "weight"): _at_once(shape) for name, shape in each if prod(shape) >= LEAST}


def _at_once(shape: tuple[int, ...]) -> int:
    """An even number, as two values are drawn at once."""
    return 2 * max(1, AT_ONCE // (2 * prod(shape[1:])))


def row_by_row(y: Any, weights: Mapping[str, Any], forward: Callable[[Mapping[str, Any]], Any]) -> float:
    """Make the features of `y` (..., rows), some at a time, by a rule that takes weights; the seconds of drawing."""
    (drawn,) = (array for array in weights.values() if isinstance(array, DrawnRows))
    before = drawn.seconds
    for rows, block in drawn.blocks():
        y[..., rows] = forward({name: block if array is drawn else array[rows] for name, array in weights.items()})
    return drawn.seconds - before
