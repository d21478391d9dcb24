"""A depthwise convolution of signals: whole channels, shifted by a tap each, multiplied and added up.

A channel is one stretch of memory and its weights are numbers, so that the sums run along the signal, the taps outside.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from archcalc.executor.convolution.fused_operators import Epilogue, Prologue
from archcalc.executor.convolution.geometry import Geometry
from archcalc.executor.convolution.tiles import CACHE, Tile, row_tiles, write_with_halo

BLOCK = 4 * CACHE
"""Values of the channels that are done together."""


def prepare(xp: Any, weight: Any, geometry: Geometry) -> Any:
    """(c, 1, kernel) as (c, kernel)."""
    return weight.reshape(geometry.channels, -1)


def tiles(xp: Any, x: Any, weights: Any, geometry: Geometry, prologue: Prologue, epilogue: Epilogue,
          out: Any) -> Iterator[Tile]:
    """(n, l, 1, c) into `out` (n, l', 1, c), which lies channel by channel."""
    (kernel, _), (spread, _), (long, _) = geometry.kernel, geometry.dilation, geometry.size
    halo = geometry.halo_rows(slice(0, long))

    def tile(image: int, some: slice) -> None:
        source, made = x[image, ..., some], out[image, ..., some]
        padded = xp.empty((source.shape[2], halo.stop), dtype=x.dtype)
        room = padded.transpose(1, 0)[:, None]
        write_with_halo(xp, source, prologue.of_channels(some), geometry.sides, halo, room)
        line, step = padded.strides
        shifted = xp.lib.stride_tricks.as_strided(padded, (len(padded), kernel, long), (line, spread * step, step))
        xp.einsum("ckl,ck->lc", shifted, weights[some], out=made[:, 0], order="F")
        epilogue.of_channels(some).apply(xp, made, made, (image,))

    return row_tiles(tile, x.shape[0], geometry.channels, max(1, BLOCK // long))
