"""Windows of places that attend to each other, cut from an image that may be rolled before.

Source: Liu et al. 2021 (Swin Transformer), section 3.2 and equation 4.
"""

from __future__ import annotations

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
    image = x.transpose(0, 2, 3, 1)
    if filled != (h, w):
        image = xp.pad(image, ((0, 0), (0, filled[0] - h), (0, filled[1] - w), (0, 0)))
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
    table = position_bias.reshape((2 * size[0] - 1) * (2 * size[1] - 1), -1)
    rows = xp.asarray(table_rows(size))
    return xp.take(table.transpose(1, 0), rows.reshape(-1, 1) - rows + rows[-1], axis=1)


def table_rows(size: Pair) -> tuple[int, ...]:
    """Numbers of a window's places: one less another, plus the last, is the row of a pair in the table of biases."""
    h, w = size
    return tuple(i * (2 * w - 1) + j for i in range(h) for j in range(w))


def rolled(shift: Pair, counts: Pair) -> Pair:
    """The roll of the image up and to the left: none along an axis with one window only."""
    return shift[0] if counts[0] > 1 else 0, shift[1] if counts[1] > 1 else 0


def _unseen(xp: Arrays, filled: Pair, size: Pair, roll: Pair, dtype: Any) -> Array:
    """(windows, 1, places, places): what keeps apart places that were not neighbours before the roll."""
    down, across = filled[0] // size[0], filled[1] // size[1]
    rows, columns = (xp.asarray(stretches(*axis)) for axis in zip(filled, size, roll, strict=True))
    cut = (rows.reshape(-1, 1) * 3 + columns).reshape(down, size[0], across, size[1]).transpose(0, 2, 1, 3)
    cut = cut.reshape(down * across, 1, prod(size), 1)
    return (cut != cut.transpose(0, 1, 3, 2)).astype(dtype) * UNSEEN


def stretches(filled: int, size: int, roll: int) -> tuple[int, ...]:
    """For each place of a rolled axis the stretch, of three, that it is in: those of one stretch see each other."""
    return tuple((place >= filled - size) + (place >= filled - roll) if roll else 0 for place in range(filled))
