"""Transposed convolution: each input value paints its kernel, and what is painted twice adds up.

One product gives every kernel position of every input: its strokes. Places a stride apart are painted by the same
kernel positions; they are put together, so that strokes are added along whole volumes: rows end in as many zeros as
strokes reach beyond them, and a stroke to the next places is a shift of everything. Then they are put apart again.
Source: Dumoulin and Visin 2016 (A guide to convolution arithmetic for deep learning), chapter 4.
"""

from __future__ import annotations

from collections.abc import Sequence
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
    n, _, *sizes = x.shape
    _, each, *kernel = weight.shape
    reach = [(many - 1) * spread // step for many, spread, step in zip(kernel, dilation, stride, strict=True)]
    reached = [size + more for size, more in zip(sizes, reach, strict=True)]
    spans = [max(size * step, start + wanted) for size, step, start, wanted in
             zip(reached, stride, canvas.before, canvas.size, strict=True)]
    strokes = _strokes(xp, x, weight, groups, reach)
    y = xp.zeros((n, groups * each, *spans), dtype=x.dtype)
    for phase in product(*map(range, stride)):
        taps = list(product(*(_taps(*axis) for axis in zip(phase, kernel, dilation, stride, strict=True))))
        if taps:
            places = (slice(first, first + size * step, step)
                      for first, size, step in zip(phase, reached, stride, strict=True))
            y[(..., *places)] = _added(xp, strokes, taps, tuple(reached))
    y = y[(..., *(slice(start, start + size) for start, size in zip(canvas.before, canvas.size, strict=True)))]
    if bias is not None:
        y += bias.reshape(1, -1, *(1,) * len(sizes))
    return y


def _strokes(xp: Arrays, x: Array, weight: Array, groups: int, reach: Sequence[int]) -> Array:
    """(n, filters, kernel, kernel, places): what is painted with each kernel position at all places, row by row.

    Rows, but for the first axis, are longer by their `reach`; the zeros behind the last place are left out.
    """
    n, c, first, *sizes = x.shape
    _, each, *kernel = weight.shape
    longer = [size + more for size, more in zip(sizes, reach[1:], strict=True)]
    if longer != sizes:
        x, narrow = xp.zeros((n, c, first, *longer), dtype=x.dtype), x
        x[(..., *map(slice, sizes))] = narrow
    strides = [prod(longer[axis + 1:]) for axis in range(len(longer))]
    ending = sum(more * step for more, step in zip(reach[1:], strides, strict=True))
    places = x.reshape(n, groups, c // groups, -1)[..., :first * prod(longer) - ending]
    matrix = weight.reshape(groups, c // groups, each * prod(kernel)).transpose(0, 2, 1)
    strokes = matrix * places if c == groups else matrix @ places
    return strokes.reshape(n, groups * each, *kernel, -1)


def _taps(phase: int, kernel: int, spread: int, step: int) -> list[tuple[int, int]]:
    """The kernel positions along an axis that paint the places of a phase, and how many places further each paints.

    >>> _taps(1, 5, 1, 2)
    [(1, 0), (3, 1)]
    """
    return [(tap, tap * spread // step) for tap in range(kernel) if tap * spread % step == phase]


def _added(xp: Arrays, strokes: Array, taps: Sequence[tuple[tuple[int, int], ...]], reached: tuple[int, ...]) -> Array:
    """The strokes of some kernel positions added up, each shifted: (n, filters, *reached)."""
    n, filters, *_, places = strokes.shape
    y, total = None, prod(reached)
    for tap in taps:
        shift = 0
        for (_, further), size in zip(tap, reached, strict=True):
            shift = shift * size + further
        stroke = strokes[(slice(None), slice(None), *(position for position, _ in tap))]
        if y is None and places == total:
            y = stroke
        elif y is None:
            y = xp.empty((n, filters, total), dtype=strokes.dtype)
            y[..., :shift], y[..., shift:shift + places], y[..., shift + places:] = 0, stroke, 0
        else:
            y[..., shift:shift + places] += stroke
    assert y is not None
    return y.reshape(n, filters, *reached)
