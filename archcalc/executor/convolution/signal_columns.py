"""Signals channel by channel: what each place sees as a column, and one product for each group of channels.

A row of the columns is a stretch of a channel, `stride` apart, so that they are copied as fast as memory goes; and the
places are the long side of the product, so that even groups of 4 channels need not be widened. Where there are more
places than weights to a filter, a bias is one more weight, of ones: that takes less than another pass over all values.
Rows of 2 KiB and columns that stay in the cache are multiplied in half the time of rows as long as the signal.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from archcalc.executor.convolution.fused_operators import Epilogue, Prologue
from archcalc.executor.convolution.geometry import Geometry
from archcalc.executor.convolution.tiles import CACHE, Tile, row_tiles, write_with_halo
from archcalc.operators.kernels.matrix_product import multiply_columns
from archcalc.operators.sliding_window import rounded_up

BLOCK = CACHE
"""Values of the columns that are laid out together."""
FEWEST = 256
"""Places at once, as in `pointwise`."""


def prepare(xp: Any, weight: Any, geometry: Geometry) -> Any:
    """(filters, c/groups, kernel) as matrices (groups, filters/groups, c/groups * kernel)."""
    return xp.ascontiguousarray(weight).reshape(geometry.groups, geometry.filters // geometry.groups, -1)


def tiles(xp: Any, x: Any, matrices: Any, geometry: Geometry, prologue: Prologue, epilogue: Epilogue,
          out: Any) -> Iterator[Tile]:
    """(n, l, 1, c) into `out` (n, l', 1, filters), which lies channel by channel."""
    groups, filters, long = matrices.shape
    size = geometry.size[0]
    ones = int(epilogue.bias is not None and size > long)
    if ones:
        matrices = xp.concatenate([matrices, epilogue.bias.reshape(groups, filters, 1)], axis=2)
        epilogue = epilogue._replace(bias=None)

    def tile(windows: Any, image: int, _: int, rows: slice) -> None:
        seen = windows[..., rows]
        columns = xp.empty((groups, long + ones, seen.shape[-1]), dtype=x.dtype)
        columns[:, long:] = 1
        columns[:, :long].reshape(seen.shape)[...] = seen
        made = out[image, rows]
        multiply_columns(xp, matrices, columns, made.transpose(1, 2, 0).reshape(groups, filters, -1))
        epilogue.apply(xp, made, made, (image, rows))

    many = rounded_up(size, max(FEWEST, BLOCK // (groups * long)))
    for image in range(x.shape[0]):
        windows = _windows(xp, x[image], geometry, prologue)
        yield from row_tiles(partial(tile, windows, image), 1, size, rounded_up(size, many))


def _windows(xp: Any, x: Any, geometry: Geometry, prologue: Prologue) -> Any:
    """Every window of a signal (l, 1, c), by its places: (groups, c/groups, kernel, l')."""
    halo = geometry.halo_rows(slice(0, geometry.size[0]))
    planes = xp.empty((geometry.channels, halo.stop), dtype=x.dtype)
    write_with_halo(xp, x, prologue, geometry.sides, halo, planes.transpose(1, 0)[:, None])
    line, step = planes.strides
    each = geometry.channels // geometry.groups
    return xp.lib.stride_tricks.as_strided(
        planes, (geometry.groups, each, geometry.kernel[0], geometry.size[0]),
        (each * line, line, geometry.dilation[0] * step, geometry.stride[0] * step))
