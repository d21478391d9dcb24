"""Max unpooling: each value at the place in its window at which the largest value of another volume stood."""

from __future__ import annotations

from itertools import product

from archcalc.operators.kernels.sliding_windows import padded
from archcalc.operators.operator import Array, Arrays
from archcalc.operators.sliding_window import WindowGrid


def put_back(xp: Arrays, x: Array, source: Array, grid: WindowGrid) -> Array:
    """(n, c, h', w'), or along other axes, among zeros, in the shape of the `source`, whose windows tell the places.

    The first of several equal values is the largest. Where windows overlap, the last of them decides, as in PyTorch.
    """
    sides = grid.reached(source.shape[2:])
    seen = padded(xp, source, sides, -float("inf"))
    parts = list(enumerate(_shifted(grid)))
    place, largest = xp.zeros_like(x), seen[parts[0][1]]
    for number, part in parts[1:]:
        place = xp.where(seen[part] > largest, float(number), place)
        largest = xp.maximum(largest, seen[part])
    y = xp.zeros_like(seen)
    for number, part in reversed(parts):
        y[part] = xp.where(place == number, x, y[part])
    own = (slice(before, before + size) for before, size in zip(sides[::2], source.shape[2:], strict=True))
    return y[:, :, *own]


def _shifted(grid: WindowGrid) -> list[tuple[slice, ...]]:
    """The first, the second value of every window, and so on, as a part of the whole."""
    lines = [[grid.line(axis, tap) for tap in range(kernel)] for axis, kernel in enumerate(grid.kernel)]
    return [(slice(None), slice(None), *part) for part in product(*lines)]
