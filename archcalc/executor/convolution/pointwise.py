"""A 1x1 convolution: a matrix product over all places, in tiles of rows that stay in the cache for their epilogue.

Source: Lin et al. 2013 (Network in Network), section 3.1: the same small network at every place.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from archcalc.executor.convolution.fused_operators import Epilogue, Prologue
from archcalc.executor.convolution.geometry import Geometry
from archcalc.executor.convolution.tiles import CACHE, Tile, row_tiles
from archcalc.operators.kernels.matrix_product import multiply_rows

FEWEST = 256
"""Places at once: with fewer, laying out the weights for the product costs more than the cache gives."""


def prepare(xp: Any, weight: Any, geometry: Geometry) -> Any:
    """(filters, c, 1, 1) as a matrix (c, filters)."""
    return xp.ascontiguousarray(weight.reshape(geometry.filters, geometry.channels).transpose(1, 0))


def tiles(xp: Any, x: Any, matrix: Any, geometry: Geometry, prologue: Prologue, epilogue: Epilogue,
          out: Any) -> Iterator[Tile]:
    """(n, h, w, c) into `out` (n, h', w', filters)."""
    (down, across), (h, w) = geometry.stride, geometry.size
    seen = x[:, ::down, ::across]

    def tile(image: int, rows: slice) -> None:
        source = seen[image, rows]
        if not prologue.is_identity:
            source = xp.empty(source.shape, dtype=x.dtype)
            prologue.apply(xp, seen[image, rows], source)
        made = out[image, rows]
        multiply_rows(xp, source.reshape(-1, geometry.channels), matrix, made.reshape(-1, geometry.filters))
        epilogue.apply(xp, made, made, (image, rows))

    return row_tiles(tile, x.shape[0], h, max(CACHE // (w * geometry.filters), FEWEST // w))
