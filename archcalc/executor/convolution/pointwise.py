"""A 1x1 convolution: a matrix product over all places, in tiles of rows that stay in the cache for their epilogue.

Source: Lin et al. 2013 (Network in Network), section 3.1: the same small network at every place.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from archcalc.executor.convolution.fused_operators import Epilogue, Prologue
from archcalc.executor.convolution.geometry import Geometry
from archcalc.executor.convolution.tiles import CACHE, Tile, WholeImage, row_tiles
from archcalc.operators.kernels.matrix_product import multiply_rows

FEWEST = 256
"""Places at once: with fewer, laying out the weights for the product costs more than the cache gives."""


def prepare(xp: Any, weight: Any, geometry: Geometry) -> Any:
    """(filters, c, 1, 1) as a matrix (c, filters), which is not laid out anew."""
    return weight.reshape(geometry.filters, geometry.channels).transpose(1, 0)


def tiles(xp: Any, x: Any, matrix: Any, geometry: Geometry, prologue: Prologue, epilogue: Epilogue,
          out: Any) -> Iterator[Tile]:
    """(n, h, w, c) into `out` (n, h', w', filters)."""
    (down, across), (h, w) = geometry.stride, geometry.size
    seen, at_once = x[:, ::down, ::across], max(CACHE // (w * geometry.filters), FEWEST // w)

    def tile(image: int, rows: slice, filters: slice = slice(None)) -> None:
        source = seen[image, rows]
        if not prologue.is_identity:
            source = xp.empty(source.shape, dtype=x.dtype)
            prologue.apply(xp, seen[image, rows], source)
        made = out[image, rows][..., filters]
        multiply_rows(xp, source.reshape(-1, geometry.channels), matrix[:, filters], made.reshape(-1, made.shape[-1]))
        epilogue.of_channels(filters).apply(xp, made, made, (image, rows))

    if h > at_once:
        yield from row_tiles(tile, x.shape[0], h, at_once)
    else:
        yield from (WholeImage(partial(tile, image, slice(0, h)), geometry.filters) for image in range(x.shape[0]))
