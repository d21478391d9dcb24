"""Windows of places that attend to each other, cut from an image that may be rolled before.

Source: Liu et al. 2021 (Swin Transformer), section 3.2 and equation 4.
"""

from __future__ import annotations

from math import prod
from typing import Any

from archcalc.kernels.attention import Matrices, attend

_UNSEEN = -100.0
"""Added to the score of places that the roll brought together, as the authors' code has it."""

Pair = tuple[int, int]


def attend_in_windows(xp: Any, x: Any, heads: int, matrices: Matrices, position_bias: Any, size: Pair,
                      shift: Pair, filled: Pair) -> Any:
    """(n, c, h, w) to the same, in windows of `size`; `filled` is the image's size in whole windows."""
    n, c, h, w = x.shape
    down, across = filled[0] // size[0], filled[1] // size[1]
    rolled = (shift[0] if down > 1 else 0, shift[1] if across > 1 else 0)
    image = xp.pad(x.transpose(0, 2, 3, 1), ((0, 0), (0, filled[0] - h), (0, filled[1] - w), (0, 0)))
    if any(rolled):
        image = xp.roll(image, (-rolled[0], -rolled[1]), (1, 2))
    cut = image.reshape(n, down, size[0], across, size[1], c).transpose(0, 1, 3, 2, 4, 5)
    added = _by_offset(xp, position_bias, size)
    if any(rolled):
        added = added + _unseen(xp, filled, size, rolled, x.dtype)
    y = attend(xp, cut.reshape(n, down * across, prod(size), c), heads, matrices, added)
    image = y.reshape(n, down, across, *size, c).transpose(0, 1, 3, 2, 4, 5).reshape(n, *filled, c)
    if any(rolled):
        image = xp.roll(image, rolled, (1, 2))
    return image[:, :h, :w].transpose(0, 3, 1, 2)


def _by_offset(xp: Any, position_bias: Any, size: Pair) -> Any:
    """The bias of each pair of places, (heads, places, places), by how far they stand apart."""
    h, w = size
    places = [(i, j) for i in range(h) for j in range(w)]
    rows = [[(i - k + h - 1) * (2 * w - 1) + j - m + w - 1 for k, m in places] for i, j in places]
    table = position_bias.reshape((2 * h - 1) * (2 * w - 1), -1)
    return xp.take(table, xp.asarray(rows), axis=0).transpose(2, 0, 1)


def _unseen(xp: Any, filled: Pair, size: Pair, rolled: Pair, dtype: Any) -> Any:
    """(windows, 1, places, places): what keeps apart places that were not neighbours before the roll."""
    regions = [[_region(i, filled[0], size[0], rolled[0]) * 3 + _region(j, filled[1], size[1], rolled[1])
                for j in range(filled[1])] for i in range(filled[0])]
    down, across = filled[0] // size[0], filled[1] // size[1]
    cut = xp.asarray(regions).reshape(down, size[0], across, size[1]).transpose(0, 2, 1, 3)
    cut = cut.reshape(down * across, 1, prod(size), 1)
    return (cut != cut.transpose(0, 1, 3, 2)).astype(dtype) * _UNSEEN


def _region(place: int, filled: int, size: int, rolled: int) -> int:
    """Which of the three stretches of an axis a place is in after the roll."""
    return (place >= filled - size) + (place >= filled - rolled) if rolled else 0
