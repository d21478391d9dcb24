"""Volumes of small slices: the windows of several slices as rows, and one product for all of them.

Slice by slice, a product of 49 places would read all weights again for each: of the last layers of a network of videos
these are most of what is read, 28 MB of 512 channels.
Source: Jia 2014, chapter 6, as in `few_channels`.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import prod
from typing import Any

from archcalc.executor.convolution.fused_operators import Epilogue, Prologue
from archcalc.executor.convolution.geometry import Geometry
from archcalc.executor.convolution.tiles import Tile, row_tiles, write_with_halo
from archcalc.operators.kernels.matrix_product import multiply_rows
from archcalc.operators.sliding_window import rounded_up

FEWEST = 256
"""Places at once, as in `pointwise`."""


def prepare(xp: Any, weight: Any, geometry: Geometry) -> Any:
    """(filters, c, kernel, kernel, kernel) as a matrix (kernel * kernel * kernel * c, filters)."""
    return xp.ascontiguousarray(weight.transpose(2, 3, 4, 1, 0)).reshape(-1, geometry.filters)


def tiles(xp: Any, x: Any, matrix: Any, geometry: Geometry, prologue: Prologue, epilogue: Epilogue,
          out: Any) -> Iterator[Tile]:
    """(n, d, h, w, c) into `out` (n, d', h', w', filters)."""
    depth = geometry.depth
    assert depth is not None

    def some_slices(image: int, some: slice) -> None:
        made, each = out[image, some], geometry._replace(depth=depth._replace(slices=some.stop - some.start))
        seen = _windows(xp, _padded(xp, x[image], geometry, prologue, some), each)
        rows = xp.empty(seen.shape, dtype=x.dtype)
        rows[...] = seen
        multiply_rows(xp, rows.reshape(-1, len(matrix)), matrix, made.reshape(-1, geometry.filters))
        epilogue.apply(xp, made, made, (image, some))

    return row_tiles(some_slices, x.shape[0], depth.slices, rounded_up(FEWEST, prod(geometry.size)))


def _padded(xp: Any, x: Any, geometry: Geometry, prologue: Prologue, some: slice) -> Any:
    """What some slices of the output see of (d, h, w, c), with the padding around it."""
    depth, halo = geometry.depth, geometry.halo_rows(slice(0, geometry.size[0]))
    assert depth is not None
    seen = range(depth.seen(some.start).start, depth.seen(some.stop - 1).stop)
    y = xp.empty((len(seen), halo.stop, geometry.halo_width, x.shape[3]), dtype=x.dtype)
    for room, place in zip(y, seen, strict=True):
        if 0 <= place < len(x):
            write_with_halo(xp, x[place], prologue, geometry.sides, halo, room)
        else:
            room[...] = 0
    return y


def _windows(xp: Any, x: Any, geometry: Geometry) -> Any:
    """Every window of (depth, height, width, c): (d', h', w', kernel, kernel, kernel, c)."""
    depth, steps = geometry.depth, x.strides
    assert depth is not None
    axes = [(depth.slices, depth.kernel, depth.stride, depth.dilation),
            *zip(geometry.size, geometry.kernel, geometry.stride, geometry.dilation, strict=True)]
    sizes, kernel, strides, dilation = zip(*axes, strict=True)
    return xp.lib.stride_tricks.as_strided(
        x, (*sizes, *kernel, x.shape[3]),
        (*(many * step for many, step in zip(strides, steps, strict=False)),
         *(many * step for many, step in zip(dilation, steps, strict=False)), steps[3]))
