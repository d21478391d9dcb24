"""A depthwise convolution of signals, some places at once: a stretch of a channel times a band of its kernel.

With a kernel of 3, a stretch of 6 places gives 4 of the output, as a product with a matrix of mostly zeros:

    | w0 w1 w2  0  0  0 |
    |  0 w0 w1 w2  0  0 |
    |  0  0 w0 w1 w2  0 |
    |  0  0  0 w0 w1 w2 |

It is multiplied many times as fast as its band by itself, and rows of stretches are one product for each channel.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from archcalc.executor.convolution.fused_operators import Epilogue, Prologue
from archcalc.executor.convolution.geometry import Geometry
from archcalc.executor.convolution.tiles import CACHE, Tile, row_tiles, write_with_halo
from archcalc.operators.kernels.bands import multiply_bands

BLOCK = 4 * CACHE
"""Values of the channels that are done together."""
SEEN, FEWEST = 16, 4
"""Places that one stretch moves over, and the fewest outputs it gives."""


def prepare(xp: Any, weight: Any, geometry: Geometry) -> Any:
    """(c, 1, kernel) as bands: (c, places seen, outputs)."""
    (kernel, _), (stride, _) = geometry.kernel, geometry.stride
    many = max(FEWEST, SEEN // stride)
    bands = xp.zeros((geometry.channels, (many - 1) * stride + kernel, many), dtype=weight.dtype)
    for place in range(many):
        bands[:, place * stride:place * stride + kernel, place] = weight.reshape(geometry.channels, kernel)
    return bands


def tiles(xp: Any, x: Any, bands: Any, geometry: Geometry, prologue: Prologue, epilogue: Epilogue,
          out: Any) -> Iterator[Tile]:
    """(n, l, 1, c) into `out` (n, l', 1, c), which lies channel by channel."""
    long = geometry.size[0]
    halo = geometry.halo_rows(slice(0, long))

    def tile(image: int, some: slice) -> None:
        source, made = x[image, ..., some], out[image, ..., some]
        padded = xp.empty((source.shape[2], halo.stop), dtype=x.dtype)
        write_with_halo(xp, source, prologue.of_channels(some), geometry.sides, halo, padded.transpose(1, 0)[:, None])
        step = geometry.stride[0] * bands.shape[2]
        multiply_bands(xp, padded, bands[some], step, made[:, 0].transpose(1, 0))
        epilogue.of_channels(some).apply(xp, made, made, (image,))

    return row_tiles(tile, x.shape[0], geometry.channels, max(1, BLOCK // halo.stop))
