"""Convolution by im2col, tile by tile: the columns of a tile of rows stay in the cache, and so does what comes of them.

Channels lie last, so that each row of a window is one stretch of memory.
Source: Chellapilla et al. 2006; blocks as in Anderson et al. 2017 (Low-memory GEMM-based convolution algorithms).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from archcalc.base.named_tuples import NamedTuple
from archcalc.executor.convolution.fused_operators import Epilogue, Prologue
from archcalc.executor.convolution.geometry import Geometry
from archcalc.executor.convolution.tiles import CACHE, Tile, row_tiles, with_halo
from archcalc.executor.convolution.widened_groups import widened
from archcalc.operators.kernels.matrix_product import multiply_rows

FEWEST = 256
"""Places at once, as in `pointwise`."""
WIDTH = 16
"""Groups of channels are widened to this."""


class GroupedMatrices(NamedTuple):
    """A matrix for each group: (groups, kernel * kernel * c/groups, filters/groups)."""

    matrices: Any
    groups: int


def prepare(xp: Any, weight: Any, geometry: Geometry) -> GroupedMatrices:
    """(filters, c/groups, kernel, kernel) as matrices."""
    wide, groups = widened(xp, weight, geometry.groups, WIDTH)
    parts = wide.reshape(groups, geometry.filters // groups, *wide.shape[1:]).transpose(0, 3, 4, 2, 1)
    return GroupedMatrices(xp.ascontiguousarray(parts).reshape(groups, -1, geometry.filters // groups), groups)


def tiles(xp: Any, x: Any, prepared: GroupedMatrices, geometry: Geometry, prologue: Prologue, epilogue: Epilogue,
          out: Any) -> Iterator[Tile]:
    """(n, h, w, c) into `out` (n, h', w', filters)."""
    h, w = geometry.size
    groups, long, filters = prepared.matrices.shape

    def tile(image: int, rows: slice) -> None:
        source = with_halo(xp, x[image], prologue, geometry.sides, geometry.halo_rows(rows), geometry.halo_width)
        seen = _windows(xp, source, geometry, rows.stop - rows.start, groups)
        columns = xp.empty(seen.shape, dtype=x.dtype)
        columns[...] = seen
        made = out[image, rows]
        product = made.reshape(-1, groups, filters).transpose(1, 0, 2)
        multiply_rows(xp, columns.reshape(groups, -1, long), prepared.matrices, product)
        epilogue.apply(xp, made, made, (image, rows))

    return row_tiles(tile, x.shape[0], h, max(CACHE // (w * groups * long), FEWEST // w))


def _windows(xp: Any, source: Any, geometry: Geometry, rows: int, groups: int) -> Any:
    """Every window of (height, width, c), by group: (groups, rows, w', kernel, kernel, c/groups)."""
    line, place, step = source.strides
    each = geometry.channels // groups
    (down, across), (below, beside) = geometry.stride, geometry.dilation
    return xp.lib.stride_tricks.as_strided(
        source, (groups, rows, geometry.size[1], *geometry.kernel, each),
        (each * step, down * line, across * place, below * line, beside * place, step))
