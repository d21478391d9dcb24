"""Winograd's minimal filtering of volumes whose groups have few channels, along their rows: half the multiplications.

`shifted_planes` copies the planes once for each row of the kernel; here six rows of them are transformed instead, and
four rows of the output come of that. Columns of the kernel are shifted planes, as there: each, as a matrix, times the
transformed rows of all slices that it sees is one product; what a shift takes from one row to the next is made 0.
Source: Lavin and Gray 2015 (Fast Algorithms for Convolutional Neural Networks), along one axis as in `winograd_signal`.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import product
from math import prod
from typing import Any

from archcalc.executor.convolution.fused_operators import Epilogue, Prologue
from archcalc.executor.convolution.geometry import DepthWindow, Geometry
from archcalc.executor.convolution.tiles import CACHE, Tile, row_tiles
from archcalc.executor.convolution.winograd import POINTS, TransformedWeights, matrices
from archcalc.operators.sliding_window import rounded_up

BLOCK = 4 * CACHE
"""Values that are transformed and multiplied together."""


def prepare(xp: Any, weight: Any, geometry: Geometry, tile: int) -> TransformedWeights:
    """(filters, c/groups, deep, 3, across) as (across, groups, places, 1, filters/groups, deep * c/groups)."""
    down, groups = weight.shape[3], geometry.groups
    told = matrices(POINTS[tile + down - 1], down)
    into, kernel, out_of = (xp.asarray(matrix, dtype=weight.dtype) for matrix in told)
    parts = weight.reshape(groups, -1, *weight.shape[1:]).transpose(4, 5, 0, 1, 3, 2)
    made = (kernel @ parts.reshape(down, -1)).reshape(-1, *parts.shape[1:4], 1, prod(parts.shape[4:]))
    return TransformedWeights(xp.ascontiguousarray(made.transpose(1, 2, 0, 4, 3, 5)), into, out_of)


def tiles(xp: Any, x: Any, prepared: TransformedWeights, geometry: Geometry, prologue: Prologue, epilogue: Epilogue,
          out: Any) -> Iterator[Tile]:
    """(n, d, h, w, c) into `out` (n, d', h', w, filters)."""
    tile, places = prepared.out_of.shape
    _, groups, *_, filters, inner = prepared.weights.shape
    depth, (h, w) = geometry.depth, geometry.size
    assert depth is not None
    each, strips = inner // depth.kernel, rounded_up(h, tile)

    def some_rows(image: int, some: slice, _: int, down: slice) -> None:
        read, made = (slice(some.start * many, some.stop * many) for many in (each, filters))
        rows = slice(down.start * tile, (down.stop - 1) * tile + places)
        source = _rows(xp, x[image, ..., read], geometry, prologue.of_channels(read), rows)
        stretch = _transformed(xp, source, prepared, depth, each)
        sums = _products(xp, stretch, prepared.weights[:, some], geometry, down.stop - down.start)
        lines = xp.matmul(prepared.out_of, sums.transpose(2, 0, 3, 4, 1, 5))
        y = lines.reshape(depth.slices, made.stop - made.start, -1, w).transpose(0, 2, 3, 1)
        where = image, slice(None), slice(down.start * tile, min(h, down.stop * tile))
        epilogue.of_channels(made).apply(xp, y[:, :where[2].stop - where[2].start], out[where][..., made], where)

    held = places * w * (_seen(depth) * each + 2 * depth.slices * filters)
    many = max(1, BLOCK // (held * strips))
    for image, first in product(range(x.shape[0]), range(0, groups, many)):
        some = slice(first, min(groups, first + many))
        yield from row_tiles(partial(some_rows, image, some), 1, strips, BLOCK // held)


def _seen(depth: DepthWindow) -> int:
    """The slices that those of the output see, padding among them."""
    return depth.seen(depth.slices - 1).stop + depth.padding


def _rows(xp: Any, x: Any, geometry: Geometry, prologue: Prologue, rows: slice) -> Any:
    """Some rows of the padded slices (d, h, w, c), after the prologue: (d, c, rows, w)."""
    (d, h, w, c), top = x.shape, geometry.sides[0]
    y = xp.empty((d, c, rows.stop - rows.start, w), dtype=x.dtype)
    first, last = min(h, max(0, rows.start - top)), max(0, min(h, rows.stop - top))
    begin, many = first + top - rows.start, last - first
    y[:, :, :begin], y[:, :, begin + many:] = 0, 0
    prologue.apply(xp, x[:, first:last], y[:, :, begin:begin + many].transpose(0, 2, 3, 1))
    return y


def _transformed(xp: Any, x: Any, prepared: TransformedWeights, depth: DepthWindow, each: int) -> Any:
    """(d, c, rows, w) as strips (groups, places, padded d, c/groups, strips, w) in a stretch, a row of zeros around."""
    (tile, places), (d, c, rows, w), (slice_, channel, line, step) = prepared.out_of.shape, x.shape, x.strides
    strips, seen, before = (rows - places) // tile + 1, _seen(depth), depth.padding
    stretch = xp.empty(w + places * seen * c * strips * w + w, dtype=x.dtype)
    stretch[:w], stretch[-w:] = 0, 0
    planes, many = stretch[w:-w].reshape(c // each, places, seen, each, strips, w), min(d, seen - before)
    planes[:, :, :before], planes[:, :, before + many:] = 0, 0
    parts = xp.lib.stride_tricks.as_strided(x, (many, c // each, each, strips, places, w),
                                            (slice_, each * channel, channel, tile * line, line, step))
    xp.matmul(prepared.into, parts, out=planes[:, :, before:before + many].transpose(2, 0, 3, 4, 1, 5))
    return stretch


def _products(xp: Any, stretch: Any, weights: Any, geometry: Geometry, strips: int) -> Any:
    """Weights (across, groups, places, 1, filters, inner) times them: (groups, places, d', filters, strips, w)."""
    (taps, groups, places, _, filters, inner), depth, w = weights.shape, geometry.depth, geometry.size[1]
    assert depth is not None
    plane, step, slice_ = strips * w, stretch.strides[0], inner // depth.kernel * strips * w
    strides = (places * _seen(depth) * slice_, _seen(depth) * slice_, depth.stride * slice_, plane, 1)
    sums = xp.empty((groups, places, depth.slices, filters, strips, w), dtype=stretch.dtype)
    made, part = sums.reshape(*sums.shape[:4], plane), None
    for shift in sorted(range(-geometry.sides[2], taps - geometry.sides[2]), key=abs):
        met = xp.lib.stride_tricks.as_strided(stretch[w + shift:], (groups, places, depth.slices, inner, plane),
                                              tuple(many * step for many in strides))
        matrix = weights[shift + geometry.sides[2]]
        if shift == 0:
            xp.matmul(matrix, met, out=made)
            continue
        part = xp.empty(made.shape, dtype=made.dtype) if part is None else part
        xp.matmul(matrix, met, out=part)
        part.reshape(sums.shape)[..., slice(-shift) if shift < 0 else slice(w - shift, w)] = 0
        made += part
    return sums
