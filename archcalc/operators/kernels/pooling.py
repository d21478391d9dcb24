"""Pooling: the largest value, or the sum, of each window, or the mean of all places, along one axis after the other.

A window's largest value is the largest of its rows' largest, and its sum the sum of its rows' sums: k + k steps in
place of k * k. Each step compares or adds whole volumes, shifted against each other.

A long sum in single precision rounds at every step by the sum so far: over 784 places a mean is off by 1e-6, where sums
of sums are off by 2e-7; MobileNetV3's gates show it a hundredfold. Along an axis a sum is a product with ones, which
takes half the time. Source: Higham 1993 (The Accuracy of Floating Point Summation).
"""

from __future__ import annotations

from collections.abc import Callable
from math import isqrt, prod

from archcalc.operators.kernels.sliding_windows import padded
from archcalc.operators.operator import Array, Arrays
from archcalc.operators.sliding_window import WindowGrid

LONG = 128
"""An axis of more places is cut in two, where all of them are averaged."""


def largest(xp: Arrays, x: Array, grid: WindowGrid) -> Array:
    """The largest value of each window; the padding never wins."""
    return _joined(xp.maximum, padded(xp, x, grid.reached(x.shape[2:]), -float("inf")), grid)


def mean(xp: Arrays, x: Array, grid: WindowGrid, count_padding: bool) -> Array:
    """The mean of each window, over what it sees of the image or, with `count_padding`, of the image and its sides."""
    sizes = x.shape[2:]
    y = total(xp, x, grid)
    counts, *others = (xp.asarray(line, dtype=x.dtype) for line in _overlaps(grid, sizes, count_padding))
    for line in others:
        counts = counts[..., None] * line
    y /= counts
    return y


def total(xp: Arrays, x: Array, grid: WindowGrid) -> Array:
    """The sum of each window."""
    return _joined(xp.add, padded(xp, x, grid.reached(x.shape[2:])), grid)


def _joined(join: Callable[..., Array], x: Array, grid: WindowGrid) -> Array:
    for axis, kernel in enumerate(grid.kernel):
        front = (slice(None),) * (2 + axis)
        x = _together(join, [x[(*front, grid.line(axis, tap))] for tap in range(kernel)])
    return x


def _together(join: Callable[..., Array], parts: list[Array]) -> Array:
    if len(parts) == 1:
        return parts[0] + 0.0  # a volume of its own, which the caller may change
    y = join(parts[0], parts[1])
    for part in parts[2:]:
        join(y, part, out=y)
    return y


def _overlaps(grid: WindowGrid, sizes: tuple[int, ...], count_padding: bool) -> list[list[int]]:
    """The numbers of values that each window counts along each axis."""
    lines = []
    for axis, size in enumerate(sizes):
        before, after = grid.sides[2 * axis], grid.sides[2 * axis + 1]
        first, last = (-before, size + after) if count_padding else (0, size)
        starts = (i * grid.stride[axis] - before for i in range(grid.counts[axis]))
        lines.append([min(start + grid.kernel[axis], last) - max(start, first) for start in starts])
    return lines


def means(xp: Arrays, x: Array) -> Array:
    """(n, c, ...) to (n, c)."""
    n, c, *sizes = x.shape
    parts = [part for size in sizes for part in _cut(size)]
    y = x.transpose(0, *range(2, len(x.shape)), 1).reshape(n, *parts, c)
    for size in reversed(parts):
        y = xp.ones(size, dtype=x.dtype) @ y
    y /= prod(sizes)
    return y


def _cut(size: int) -> tuple[int, ...]:
    """A long axis as two, near each other in size where it has such divisors.

    >>> _cut(3136), _cut(56)
    ((56, 56), (56,))
    """
    if size <= LONG:
        return (size,)
    least = next(part for part in range(isqrt(size), 0, -1) if size % part == 0)
    return least, size // least
