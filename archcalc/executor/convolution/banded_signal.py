"""A depthwise convolution of signals, some places at once: a stretch of a channel times a band of its kernel.

With a kernel of 3, a stretch of 6 places gives 4 of the output, as a product with a matrix of mostly zeros:

    | w0 w1 w2  0  0  0 |
    |  0 w0 w1 w2  0  0 |
    |  0  0 w0 w1 w2  0 |
    |  0  0  0 w0 w1 w2 |

It is multiplied many times as fast as its band by itself, and rows of stretches are one product for each channel. As
rows of a product may not overlap, every second stretch, or every third, is multiplied at a time.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from archcalc.executor.convolution.fused_operators import Epilogue, Prologue
from archcalc.executor.convolution.geometry import Geometry
from archcalc.executor.convolution.tiles import CACHE, Tile, row_tiles, write_with_halo

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
        _multiply(xp, padded, bands[some], geometry.stride[0], made[:, 0].transpose(1, 0))
        epilogue.of_channels(some).apply(xp, made, made, (image,))

    return row_tiles(tile, x.shape[0], geometry.channels, max(1, BLOCK // halo.stop))


def _multiply(xp: Any, padded: Any, bands: Any, stride: int, out: Any) -> None:
    """The signals (c, l) times their bands into (c, l')."""
    c, seen, many = bands.shape
    stretches, rest = divmod(out.shape[1], many)
    apart = -(-seen // (many * stride))
    for first in range(min(apart, stretches)):
        shape = c, len(range(first, stretches, apart))
        xp.matmul(_blocks(xp, padded[:, first * many * stride:], (*shape, seen), apart * many * stride), bands,
                  out=_blocks(xp, out[:, first * many:], (*shape, many), apart * many))
    if rest:
        last = padded[:, None, stretches * many * stride:][..., :(rest - 1) * stride + seen - (many - 1) * stride]
        xp.matmul(last, bands[:, :last.shape[2], :rest], out=out[:, None, stretches * many:])


def _blocks(xp: Any, signals: Any, shape: tuple[int, ...], step: int) -> Any:
    """Stretches of each signal, `step` apart: (c, stretches, places)."""
    line, place = signals.strides
    return xp.lib.stride_tricks.as_strided(signals, shape, (line, step * place, place))
