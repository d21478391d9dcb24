"""Convolution of a signal without laying out its windows: channels last, a window is one stretch of memory.

Windows overlap, and rows of a matrix may not; but every m-th window overlaps none, where m strides are a kernel or
more. So one product gives every m-th output, and m of them all. Channels lie last.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from archcalc.executor.convolution.fused_operators import Epilogue, Prologue
from archcalc.executor.convolution.geometry import Geometry
from archcalc.executor.convolution.tiles import CACHE, Tile, row_tiles, with_halo
from archcalc.operators.kernels.matrix_product import multiply_rows
from archcalc.operators.sliding_window import rounded_up

FEWEST = 256
"""Rows in each product, as in `pointwise`."""


def prepare(xp: Any, weight: Any, geometry: Geometry) -> Any:
    """(filters, c, kernel, 1) as a matrix (kernel * c, filters)."""
    return xp.ascontiguousarray(weight[..., 0].transpose(2, 1, 0)).reshape(-1, geometry.filters)


def tiles(xp: Any, x: Any, matrix: Any, geometry: Geometry, prologue: Prologue, epilogue: Epilogue,
          out: Any) -> Iterator[Tile]:
    """(n, l, 1, c) into `out` (n, l', 1, filters)."""
    c, stride = geometry.channels, geometry.stride[0]
    phases = rounded_up(geometry.kernel[0], stride)

    def tile(image: int, rows: slice) -> None:
        source = with_halo(xp, x[image], prologue, geometry.sides, geometry.halo_rows(rows), 1)
        line, _, step = source.strides
        made = out[image, rows]
        for phase in range(min(phases, rows.stop - rows.start)):
            part = made[phase::phases, 0]
            windows = xp.lib.stride_tricks.as_strided(
                source[phase * stride:], (part.shape[0], len(matrix)), (phases * stride * line, step))
            multiply_rows(xp, windows, matrix, part)
        epilogue.apply(xp, made, made, (image, rows))

    at_once = max(2 * CACHE // (stride * c + geometry.filters), FEWEST * phases)
    return row_tiles(tile, x.shape[0], geometry.size[0], at_once)
