"""Convolution by im2col: every window a column, then one matrix product for each image and group.

Source: Chellapilla et al. 2006 (High Performance Convolutional Neural Networks for Document Processing), section 3.
"""

from __future__ import annotations

from math import prod

from archcalc.operators.axis_attributes import Sides
from archcalc.operators.kernels.sliding_windows import padded, windows
from archcalc.operators.operator import Array, Arrays

MOST_COLUMNS = 2**24
"""So many values of columns are laid out at once: rows of the output are done in blocks."""


def convolve(xp: Arrays, x: Array, weight: Array, bias: Array | None, sides: Sides, stride: tuple[int, ...],
             dilation: tuple[int, ...], groups: int) -> Array:
    """(n, c, h, w) with (filters, c/groups, kernel, kernel) to (n, filters, h', w')."""
    filters, _, *kernel = weight.shape
    seen = windows(xp, padded(xp, x, sides), tuple(kernel), stride, dilation)
    axes = len(kernel)
    n, c, h, *others = seen.shape[:2 + axes]
    kernel_axes, places = range(2 + axes, 2 + 2 * axes), range(2, 2 + axes)
    matrix = weight.reshape(groups, filters // groups, -1)
    y = xp.empty((n, groups, filters // groups, h, *others), dtype=x.dtype)
    at_once = max(1, MOST_COLUMNS // (n * c * prod(others) * prod(kernel)))
    for start in range(0, h, at_once):
        rows = seen[:, :, start:start + at_once]
        columns = rows.transpose(0, 1, *kernel_axes, *places).reshape(n, groups, matrix.shape[2], -1)
        y[:, :, :, start:start + at_once] = (matrix @ columns).reshape(n, groups, filters // groups, -1, *others)
        del columns  # so that the next block takes its place
    y = y.reshape(n, filters, h, *others)
    if bias is not None:
        y += bias.reshape(1, -1, *(1,) * axes)
    return y
