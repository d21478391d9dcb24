"""Transposed convolution: each input value paints its kernel, and what is painted twice adds up.

One product gives every kernel position of every input; then one addition for each kernel position.
Source: Dumoulin and Visin 2016 (A guide to convolution arithmetic for deep learning), chapter 4.
"""

from __future__ import annotations

from archcalc.base.named_tuples import NamedTuple
from archcalc.operators.operator import Array, Arrays


class Canvas(NamedTuple):
    """The part of the canvas that is the output: it begins at `before` and is `size` large (height, width)."""

    before: tuple[int, int]
    size: tuple[int, int]


def paint(xp: Arrays, x: Array, weight: Array, bias: Array | None, stride: tuple[int, int],
          dilation: tuple[int, int], groups: int, canvas: Canvas) -> Array:
    """(n, c, h, w) with (c, filters/groups, kernel, kernel) to (n, filters, *canvas.size)."""
    n, c, h, w = x.shape
    _, each, rows, columns = weight.shape
    matrix = weight.reshape(groups, c // groups, each * rows * columns).transpose(0, 2, 1)
    strokes = (matrix @ x.reshape(n, groups, c // groups, h * w)).reshape(n, groups * each, rows, columns, h, w)
    spans = [max((size - 1) * step + (kernel - 1) * spread + 1, start + wanted)
             for size, step, kernel, spread, start, wanted in
             zip((h, w), stride, (rows, columns), dilation, canvas.before, canvas.size, strict=True)]
    y = xp.zeros((n, groups * each, *spans), dtype=x.dtype)
    for i in range(rows):
        for j in range(columns):
            top, left = i * dilation[0], j * dilation[1]
            y[:, :, top:top + h * stride[0]:stride[0], left:left + w * stride[1]:stride[1]] += strokes[:, :, i, j]
    top, left = canvas.before
    y = y[:, :, top:top + canvas.size[0], left:left + canvas.size[1]]
    return y if bias is None else y + bias.reshape(1, -1, 1, 1)
