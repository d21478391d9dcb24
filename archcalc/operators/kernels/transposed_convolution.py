"""Transposed convolution: each input value paints its kernel, and what is painted twice adds up.

One product gives every kernel position of every input; then one addition for each kernel position.
Source: Dumoulin and Visin 2016 (A guide to convolution arithmetic for deep learning), chapter 4.
"""

from __future__ import annotations

from itertools import product
from math import prod

from archcalc.base.named_tuples import NamedTuple
from archcalc.operators.operator import Array, Arrays


class Canvas(NamedTuple):
    """The part of the canvas that is the output: it begins at `before` and is `size` large (height, width)."""

    before: tuple[int, ...]
    size: tuple[int, ...]


def paint(xp: Arrays, x: Array, weight: Array, bias: Array | None, stride: tuple[int, ...],
          dilation: tuple[int, ...], groups: int, canvas: Canvas) -> Array:
    """(n, c, h, w) with (c, filters/groups, kernel, kernel) to (n, filters, *canvas.size)."""
    n, c, *sizes = x.shape
    _, each, *kernel = weight.shape
    matrix = weight.reshape(groups, c // groups, each * prod(kernel)).transpose(0, 2, 1)
    strokes = (matrix @ x.reshape(n, groups, c // groups, prod(sizes))).reshape(n, groups * each, *kernel, *sizes)
    spans = [max((size - 1) * step + (many - 1) * spread + 1, start + wanted)
             for size, step, many, spread, start, wanted in
             zip(sizes, stride, kernel, dilation, canvas.before, canvas.size, strict=True)]
    y = xp.zeros((n, groups * each, *spans), dtype=x.dtype)
    for taps in product(*map(range, kernel)):
        painted = (slice(tap * spread, tap * spread + size * step, step)
                   for tap, spread, size, step in zip(taps, dilation, sizes, stride, strict=True))
        y[(..., *painted)] += strokes[(slice(None), slice(None), *taps)]
    y = y[(..., *(slice(start, start + size) for start, size in zip(canvas.before, canvas.size, strict=True)))]
    return y if bias is None else y + bias.reshape(1, -1, *(1,) * len(sizes))
