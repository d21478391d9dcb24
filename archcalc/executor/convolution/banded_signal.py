"""A depthwise convolution of signals, some places at once: a stretch of a channel times a band of its kernel.

With a kernel of 3, a stretch of 6 places gives 4 of the output, as a product with a matrix of mostly zeros:

    | w0 w1 w2  0  0  0 |
    |  0 w0 w1 w2  0  0 |
    |  0  0 w0 w1 w2  0 |
    |  0  0  0 w0 w1 w2 |

It is multiplied many times as fast as its band by itself, and rows of stretches are one product for each channel. What
is left over at the end is done tap by tap: products of single rows take as long as those of all stretches.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from archcalc.base.named_tuples import NamedTuple
from archcalc.executor.convolution.fused_operators import Epilogue, Prologue
from archcalc.executor.convolution.geometry import Geometry
from archcalc.executor.convolution.signal_lines import SignalLines
from archcalc.executor.convolution.tiles import CACHE, Tile, row_tiles
from archcalc.operators.kernels.bands import multiply_bands

BLOCK = 4 * CACHE
"""Values of the channels that are done together."""
FEWEST, SEEN = 8, 16
"""Outputs of one stretch, and places that it moves over where that is more: what meets zeros grows with both."""


class Bands(NamedTuple):
    """A band for each channel, (c, places seen, outputs), and its weights, (c, kernel)."""

    bands: Any
    weights: Any


def prepare(xp: Any, weight: Any, geometry: Geometry) -> Bands:
    """(c, 1, kernel) as bands."""
    (kernel, _), (stride, _) = geometry.kernel, geometry.stride
    weights, many = weight.reshape(geometry.channels, kernel), max(FEWEST, SEEN // stride)
    bands = xp.zeros((geometry.channels, (many - 1) * stride + kernel, many), dtype=weight.dtype)
    for place in range(many):
        bands[:, place * stride:place * stride + kernel, place] = weights
    return Bands(bands, weights)


def tiles(xp: Any, x: Any, prepared: Bands, geometry: Geometry, prologue: Prologue, epilogue: Epilogue,
          out: Any) -> Iterator[Tile]:
    """(n, l, 1, c) into `out` (n, l', 1, c), which lies channel by channel."""
    bands, weights = prepared
    many = bands.shape[2]

    def tile(seen: Any, inside: slice, image: int, _: int, some: slice) -> None:
        made = out[image, ..., some]
        if inside.start < inside.stop:
            multiply_bands(xp, seen[some], bands[some], geometry.stride[0] * many, made[inside, 0].transpose(1, 0))
        epilogue.of_channels(some).apply(xp, made, made, (image,))

    for image, source in enumerate(x):
        lines = SignalLines.of(xp, source, geometry, prologue)
        every = lines.inside
        inside = slice(every.start, every.stop - (every.stop - every.start) % many)
        lines.write_ends(xp, weights, out[image, :, 0], inside)
        yield from row_tiles(partial(tile, lines.seen(inside), inside, image), 1, geometry.channels,
                             BLOCK // geometry.size[0])
