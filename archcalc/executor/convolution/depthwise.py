"""A depthwise convolution: each channel by itself, multiplied and added along whole rows of places and channels.

A row of outputs is the sum of kernel x kernel products of two rows: the input, shifted, and the weights, repeated for
every place. With a stride, a place's channels are the longest stretch there is.
Source: Chollet 2016 (Xception); Howard et al. 2017 (MobileNets).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from archcalc.executor.convolution.fused_operators import Epilogue, Prologue
from archcalc.executor.convolution.geometry import Geometry
from archcalc.executor.convolution.tiles import CACHE, Tile, row_tiles, with_halo


def prepare(xp: Any, weight: Any, geometry: Geometry) -> Any:
    """(c, 1, kernel, kernel) as (kernel, kernel, w' * c), repeated along the width, or unrepeated if strided."""
    places = weight.reshape(geometry.filters, *geometry.kernel).transpose(1, 2, 0)
    if geometry.stride[1] > 1:
        return xp.ascontiguousarray(places)
    shape = (*geometry.kernel, geometry.size[1], geometry.filters)
    return xp.ascontiguousarray(xp.broadcast_to(places[:, :, None], shape)).reshape(*geometry.kernel, -1)


def tiles(xp: Any, x: Any, weights: Any, geometry: Geometry, prologue: Prologue, epilogue: Epilogue,
          out: Any) -> Iterator[Tile]:
    """(n, h, w, c) into `out` (n, h', w', c)."""
    (h, w), c = geometry.size, geometry.filters

    def tile(image: int, rows: slice) -> None:
        source = with_halo(xp, x[image], prologue, geometry.sides, geometry.halo_rows(rows), geometry.halo_width)
        place = out[image, rows]
        made = place if place.strides[1] == c * place.strides[2] else xp.empty(place.shape, dtype=x.dtype)
        if geometry.stride[1] > 1:
            xp.einsum("hijwc,ijc->hwc", _windows(xp, source, geometry, made.shape), weights, out=made)
        else:
            lines = _windows(xp, source, geometry, (made.shape[0], w * c))
            xp.einsum("hijx,ijx->hx", lines, weights, out=made.reshape(made.shape[0], -1))
        epilogue.apply(xp, made, place, (image, rows))

    return row_tiles(tile, x.shape[0], h, CACHE // (w * c))


def _windows(xp: Any, source: Any, geometry: Geometry, shape: tuple[int, ...]) -> Any:
    """For each output, (rows, w', c) or (rows, w' * c), the inputs that it sees: (rows, kernel, kernel, ...)."""
    line, place, step = source.strides
    (down, across), (below, beside) = geometry.stride, geometry.dilation
    steps = (across * place, step) if len(shape) == 3 else (step,)
    return xp.lib.stride_tricks.as_strided(
        source, (shape[0], *geometry.kernel, *shape[1:]), (down * line, below * line, beside * place, *steps))
