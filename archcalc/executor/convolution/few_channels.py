"""Convolution of few channels, such as a picture's: windows gathered plane by plane, along rows, then one product.

With three channels a row of a window is a handful of values; a row of all windows' same value is as long as the image
is wide. So the columns are laid out the other way round, each kernel place of each channel in one piece.
Source: Jia 2014 (Learning Semantic Image Representations at a Large Scale), chapter 6, Caffe's im2col.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from archcalc.executor.convolution.fused_operators import Epilogue, Prologue
from archcalc.executor.convolution.geometry import Geometry
from archcalc.executor.convolution.tiles import CACHE, Tile, row_tiles, write_with_halo
from archcalc.operators.kernels.matrix_product import multiply_rows

FEWEST = 256
"""Places at once, as in `pointwise`."""


def prepare(xp: Any, weight: Any, geometry: Geometry) -> Any:
    """(filters, c, kernel, kernel) as a matrix (c * kernel * kernel, filters)."""
    return xp.ascontiguousarray(weight.reshape(geometry.filters, -1).transpose(1, 0))


def tiles(xp: Any, x: Any, matrix: Any, geometry: Geometry, prologue: Prologue, epilogue: Epilogue,
          out: Any) -> Iterator[Tile]:
    """(n, h, w, c) into `out` (n, h', w', filters)."""
    (h, w), (long, filters) = geometry.size, matrix.shape

    def tile(image: int, rows: slice) -> None:
        halo = geometry.halo_rows(rows)
        planes = xp.empty((geometry.channels, halo.stop - halo.start, geometry.halo_width), dtype=x.dtype)
        write_with_halo(xp, x[image], prologue, geometry.sides, halo, planes.transpose(1, 2, 0))
        seen = _windows(xp, planes, geometry, rows.stop - rows.start)
        columns = xp.empty(seen.shape, dtype=x.dtype)
        columns[...] = seen
        made = out[image, rows]
        multiply_rows(xp, columns.reshape(long, -1).transpose(1, 0), matrix, made.reshape(-1, filters))
        epilogue.apply(xp, made, made, (image, rows))

    return row_tiles(tile, x.shape[0], h, max(CACHE // (w * long), FEWEST // w))


def _windows(xp: Any, planes: Any, geometry: Geometry, rows: int) -> Any:
    """Every window of (c, height, width), by its places: (c, kernel, kernel, rows, w')."""
    plane, line, step = planes.strides
    (down, across), (below, beside) = geometry.stride, geometry.dilation
    return xp.lib.stride_tricks.as_strided(
        planes, (geometry.channels, *geometry.kernel, rows, geometry.size[1]),
        (plane, below * line, beside * step, down * line, across * step))
