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
from archcalc.operators.sliding_window import rounded_up

BLOCK = 4 * CACHE
"""Values of the channels that are done together."""
GIVEN, LONG = 8, 16
"""Outputs of one stretch, and of one of a kernel of so many places or more: what is multiplied by zeros grows alike."""


def prepare(xp: Any, weight: Any, geometry: Geometry) -> Any:
    """(c, 1, kernel) as bands: (c, places seen, outputs)."""
    (kernel, _), (stride, _) = geometry.kernel, geometry.stride
    many = max(GIVEN, LONG // stride) if kernel >= LONG else GIVEN
    bands = xp.zeros((geometry.channels, (many - 1) * stride + kernel, many), dtype=weight.dtype)
    for place in range(many):
        bands[:, place * stride:place * stride + kernel, place] = weight.reshape(geometry.channels, kernel)
    return bands


def tiles(xp: Any, x: Any, bands: Any, geometry: Geometry, prologue: Prologue, epilogue: Epilogue,
          out: Any) -> Iterator[Tile]:
    """(n, l, 1, c) into `out` (n, l', 1, c), which lies channel by channel."""
    parts = _parts(geometry, x.shape[1])

    def tile(image: int, some: slice) -> None:
        source, made, own = x[image, ..., some], out[image, ..., some], prologue.of_channels(some)
        for places in parts:
            lines = _seen(xp, source, own, geometry, places)
            multiply_bands(xp, lines, bands[some], geometry.stride[0] * bands.shape[2], made[places, 0].transpose(1, 0))
        epilogue.of_channels(some).apply(xp, made, made, (image,))

    return row_tiles(tile, x.shape[0], geometry.channels, max(1, BLOCK // x.shape[1]))


def _parts(geometry: Geometry, long: int) -> list[slice]:
    """The places of the output that see the beginning's padding, none, and the end's."""
    first = min(geometry.size[0], rounded_up(geometry.sides[0], geometry.stride[0]))
    last = max(first, (long + geometry.sides[0] - geometry.kernel[0]) // geometry.stride[0] + 1)
    parts = slice(0, first), slice(first, last), slice(last, geometry.size[0])
    return [part for part in parts if part.start < part.stop]


def _seen(xp: Any, source: Any, prologue: Prologue, geometry: Geometry, places: slice) -> Any:
    """What some places of the output see of (l, 1, c), as lines (c, long), where they lie if nothing is to be done."""
    halo, (before, *_) = geometry.halo_rows(places), geometry.sides
    inside = before <= halo.start and halo.stop <= before + len(source)
    if inside and prologue.is_identity and source.strides[0] == source.dtype.itemsize:
        return source[halo.start - before:halo.stop - before, 0].transpose(1, 0)
    lines = xp.empty((source.shape[2], halo.stop - halo.start), dtype=source.dtype)
    write_with_halo(xp, source, prologue, geometry.sides, halo, lines.transpose(1, 0)[:, None])
    return lines
