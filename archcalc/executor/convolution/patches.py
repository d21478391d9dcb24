"""A convolution whose windows lie side by side: the input is cut into patches, each of them a row of one product.

Source: Dosovitskiy et al. 2020 (An Image is Worth 16x16 Words), section 3.1; of videos, Arnab et al. 2021 (ViViT).
"""

from __future__ import annotations

from collections.abc import Iterator
from math import prod
from typing import Any

from archcalc.executor.convolution.fused_operators import Epilogue, Prologue
from archcalc.executor.convolution.geometry import Geometry
from archcalc.executor.convolution.tiles import CACHE, Tile, row_tiles
from archcalc.operators.kernels.matrix_product import multiply_rows
from archcalc.operators.sliding_window import rounded_up

FEWEST = 256
"""Patches at once, as in `pointwise`."""


def prepare(xp: Any, weight: Any, geometry: Geometry) -> Any:
    """(filters, c, kernel, ...) as a matrix (c * kernel * ..., filters)."""
    return xp.ascontiguousarray(weight.reshape(geometry.filters, -1).transpose(1, 0))


def tiles(xp: Any, x: Any, matrix: Any, geometry: Geometry, prologue: Prologue, epilogue: Epilogue,
          out: Any) -> Iterator[Tile]:
    """(n, h, w, c) into `out` (n, h', w', filters), or (n, d, h, w, c) into (n, d', h', w', filters)."""
    kernel = geometry.kernel if geometry.depth is None else (geometry.depth.kernel, *geometry.kernel)
    places = prod(out.shape[2:-1])

    def tile(image: int, some: slice) -> None:
        made = out[image, some]
        cut = _patches(xp, x[image, some.start * kernel[0]:some.stop * kernel[0]], made.shape[:-1], kernel, prologue)
        multiply_rows(xp, cut, matrix, made.reshape(-1, geometry.filters))
        epilogue.apply(xp, made, made, (image, some))

    return row_tiles(tile, x.shape[0], out.shape[1], max(CACHE // (places * len(matrix)), rounded_up(FEWEST, places)))


def _patches(xp: Any, x: Any, counts: tuple[int, ...], kernel: tuple[int, ...], prologue: Prologue) -> Any:
    """(h, w, c) as rows (h' * w', c * kernel * kernel); what is left over at the end belongs to no patch."""
    x = x[tuple(slice(count * size) for count, size in zip(counts, kernel, strict=True))]
    if not prologue.is_identity:
        given, x = x, xp.empty(x.shape, dtype=x.dtype)
        prologue.apply(xp, given, x)
    axes, channels = len(kernel), x.shape[-1]
    parts = x.reshape(*(size for pair in zip(counts, kernel, strict=True) for size in pair), channels)
    rows = xp.empty((*counts, channels, *kernel), dtype=x.dtype)
    rows[...] = parts.transpose(*range(0, 2 * axes, 2), 2 * axes, *range(1, 2 * axes, 2))
    return rows.reshape(-1, channels * prod(kernel))
