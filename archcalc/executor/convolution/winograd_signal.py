"""Winograd's minimal filtering of signals: half the multiplications of a kernel of 3, as `winograd` has it of images.

Channels lie last. Of a dilated convolution, places a dilation apart are a signal by themselves; the signals lie side by
side, as channels do, and are put into tiles together.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from archcalc.executor.convolution.fused_operators import Epilogue, Prologue
from archcalc.executor.convolution.geometry import Geometry
from archcalc.executor.convolution.tiles import CACHE, Tile, row_tiles, with_halo
from archcalc.executor.convolution.winograd import POINTS, TransformedWeights, matrices
from archcalc.operators.kernels.matrix_product import multiply_rows
from archcalc.operators.sliding_window import rounded_up

FEWEST = 100
"""Tiles at once: enough rows for a product with the weights of one place."""


def prepare(xp: Any, weight: Any, geometry: Geometry, tile: int) -> TransformedWeights:
    """(filters, c, r, 1) as weights (places, c, filters) of tiles with so many outputs."""
    filters, c, size, _ = weight.shape
    told = matrices(POINTS[tile + size - 1], size)
    into, kernel, out_of = (xp.asarray(matrix, dtype=weight.dtype) for matrix in told)
    parts = weight.transpose(2, 1, 0, 3).reshape(size, -1)
    return TransformedWeights((kernel @ parts).reshape(-1, c, filters), into, out_of)


def tiles(xp: Any, x: Any, prepared: TransformedWeights, geometry: Geometry, prologue: Prologue, epilogue: Epilogue,
          out: Any) -> Iterator[Tile]:
    """(n, l, 1, c) into `out` (n, l', 1, filters)."""
    (places, c, filters), (tile, _), (spread, _) = prepared.weights.shape, prepared.out_of.shape, geometry.dilation

    def some_tiles(image: int, some: slice) -> None:
        first, many, more = some.start * tile * spread, some.stop - some.start, (places - tile) * spread
        seen = slice(first, some.stop * tile * spread + more)
        source = xp.ascontiguousarray(with_halo(xp, x[image], prologue, geometry.sides, seen, 1))
        line, step = spread * c, source.dtype.itemsize
        strips = xp.lib.stride_tricks.as_strided(source, (many, places, line), (tile * line * step, line * step, step))
        transformed = xp.empty((places, many, line), dtype=source.dtype)
        xp.matmul(prepared.into, strips, out=transformed.transpose(1, 0, 2))
        products = xp.empty((places, many * spread, filters), dtype=x.dtype)
        multiply_rows(xp, transformed.reshape(places, many * spread, c), prepared.weights, products)
        lines = products.reshape(places, many, spread * filters).transpose(1, 0, 2)
        made = xp.matmul(prepared.out_of, lines).reshape(-1, 1, filters)
        rows = slice(first, min(out.shape[1], first + len(made)))
        epilogue.apply(xp, made[:rows.stop - rows.start], out[image, rows], (image, rows))

    at_once = max(FEWEST, 2 * CACHE // (places * (c + filters))) // spread
    return row_tiles(some_tiles, x.shape[0], rounded_up(geometry.size[0], tile * spread), at_once)
