"""Windows of places that attend to each other, cut from an image that may be rolled before.

The tables of places are kept: in every layer of every run they would take a thirtieth of a network's time.
Source: Liu et al. 2021 (Swin Transformer), section 3.2 and equation 4.
"""

from __future__ import annotations

from functools import lru_cache
from math import prod
from typing import Any

from archcalc.operators.kernels.attention import Matrices, attend
from archcalc.operators.operator import Array, Arrays

UNSEEN = -100.0
"""Added to the score of places that the roll brought together, as the authors' code has it."""

Pair = tuple[int, int]


def attend_in_windows(xp: Arrays, x: Array, heads: int, matrices: Matrices, position_bias: Array, size: Pair,
                      shift: Pair, filled: Pair) -> Array:
    """(n, c, h, w) to the same, in windows of `size`; `filled` is the image's size in whole windows."""
    n, c, h, w = x.shape
    down, across = filled[0] // size[0], filled[1] // size[1]
    roll = rolled(shift, (down, across))
    image = xp.pad(x.transpose(0, 2, 3, 1), ((0, 0), (0, filled[0] - h), (0, filled[1] - w), (0, 0)))
    if any(roll):
        image = xp.roll(image, (-roll[0], -roll[1]), (1, 2))
    cut = image.reshape(n, down, size[0], across, size[1], c).transpose(0, 1, 3, 2, 4, 5)
    added = _by_offset(xp, position_bias, size)
    if any(roll):
        added = added + _unseen(xp, filled, size, roll, x.dtype)
    y = attend(xp, cut.reshape(n, down * across, prod(size), c), heads, matrices, added)
    image = y.reshape(n, down, across, *size, c).transpose(0, 1, 3, 2, 4, 5).reshape(n, *filled, c)
    if any(roll):
        image = xp.roll(image, roll, (1, 2))
    return image[:, :h, :w].transpose(0, 3, 1, 2)


def _by_offset(xp: Arrays, position_bias: Array, size: Pair) -> Array:
    """The bias of each pair of places, (heads, places, places), by how far they stand apart."""
    h, w = size
    table = position_bias.reshape((2 * h - 1) * (2 * w - 1), -1)
    return xp.take(table, xp.asarray(offsets(size)), axis=0).transpose(2, 0, 1)


@lru_cache(maxsize=8)
def offsets(size: Pair) -> tuple[tuple[int, ...], ...]:
    """For each pair of places of a window the row, in the table of biases, of how far they stand apart."""
    h, w = size
    places = [(i, j) for i in range(h) for j in range(w)]
    return tuple(tuple((i - k + h - 1) * (2 * w - 1) + j - m + w - 1 for k, m in places) for i, j in places)


def rolled(shift: Pair, counts: Pair) -> Pair:
    """The roll of the image up and to the left: none along an axis with one window only."""
    return shift[0] if counts[0] > 1 else 0, shift[1] if counts[1] > 1 else 0


def _unseen(xp: Arrays, filled: Pair, size: Pair, roll: Pair, dtype: Any) -> Array:
    """(windows, 1, places, places): what keeps apart places that were not neighbours before the roll."""
    down, across = filled[0] // size[0], filled[1] // size[1]
    cut = xp.asarray(regions(filled, size, roll)).reshape(down, size[0], across, size[1]).transpose(0, 2, 1, 3)
    cut = cut.reshape(down * across, 1, prod(size), 1)
    return (cut != cut.transpose(0, 1, 3, 2)).astype(dtype) * UNSEEN


@lru_cache(maxsize=8)
def regions(filled: Pair, size: Pair, roll: Pair) -> tuple[tuple[int, ...], ...]:
    """For each place of the rolled image the region, of nine, that it is in: those of one region see each other."""
    axes = zip(filled, size, roll, strict=True)
    down, across = ([_region(place, *axis) for place in range(axis[0])] for axis in axes)
    return tuple(tuple(row * 3 + column for column in across) for row in down)


def _region(place: int, filled: int, size: int, roll: int) -> int:
    """The stretch of an axis, of three, in which a place is after the roll."""
    return (place >= filled - size) + (place >= filled - roll) if roll else 0
