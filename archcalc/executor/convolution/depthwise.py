"""A depthwise convolution: each channel by itself, multiplied and added along whole rows of places and channels.

A row of outputs is the sum of kernel x kernel products of two rows: the input, shifted, and the weights, repeated for
a few places, so that all taps of them stay in the nearest cache: repeated along whole rows they take a fifth longer at
3x3, and half as long again at 7x7. With a stride, a place's channels are the longest stretch there is.
Source: Chollet 2016 (Xception); Howard et al. 2017 (MobileNets).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from archcalc.executor.convolution.fused_operators import Epilogue, Prologue
from archcalc.executor.convolution.geometry import Geometry
from archcalc.executor.convolution.tiles import CACHE, Tile, row_tiles, with_halo

STRETCH = 1000
"""Values of a row that are multiplied in one go, or about as many: a stretch of half or twice as many is as fast."""


def prepare(xp: Any, weight: Any, geometry: Geometry) -> Any:
    """(c, 1, kernel, kernel) as (kernel, kernel, places * c), repeated for some places, or unrepeated if strided."""
    places = weight.reshape(geometry.filters, *geometry.kernel).transpose(1, 2, 0)
    if geometry.stride[1] > 1:
        return xp.ascontiguousarray(places)
    shape = (*geometry.kernel, _places_at_once(*geometry.size[1:], geometry.filters), geometry.filters)
    return xp.ascontiguousarray(xp.broadcast_to(places[:, :, None], shape)).reshape(*geometry.kernel, -1)


def _places_at_once(width: int, c: int) -> int:
    """A part of a row's places that goes into it whole times, and makes a stretch that is near the best."""
    parts = (many for many in range(1, width + 1) if width % many == 0)
    return min(parts, key=lambda many: max(many * c / STRETCH, STRETCH / (many * c)))


def tiles(xp: Any, x: Any, weights: Any, geometry: Geometry, prologue: Prologue, epilogue: Epilogue,
          out: Any) -> Iterator[Tile]:
    """(n, h, w, c) into `out` (n, h', w', c)."""
    (h, w), c = geometry.size, geometry.filters

    def tile(image: int, rows: slice) -> None:
        source = with_halo(xp, x[image], prologue, geometry.sides, geometry.halo_rows(rows), geometry.halo_width)
        place = out[image, rows]
        made = place if place.strides[1] == c * place.strides[2] else xp.empty(place.shape, dtype=x.dtype)
        stretches = made.reshape(made.shape[0], -1, weights.shape[-1])
        xp.einsum("hijwc,ijc->hwc", _windows(xp, source, geometry, stretches.shape), weights, out=stretches)
        epilogue.apply(xp, made, place, (image, rows))

    return row_tiles(tile, x.shape[0], h, CACHE // (w * c))


def _windows(xp: Any, source: Any, geometry: Geometry, shape: tuple[int, ...]) -> Any:
    """For each output, (rows, stretches, places * c), the inputs that it sees: (rows, kernel, kernel, ...)."""
    line, place, step = source.strides
    (down, across), (below, beside) = geometry.stride, geometry.dilation
    steps = across * place * (shape[2] // geometry.filters), step
    return xp.lib.stride_tricks.as_strided(
        source, (shape[0], *geometry.kernel, *shape[1:]), (down * line, below * line, beside * place, *steps))
