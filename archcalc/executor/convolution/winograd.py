"""Winograd's minimal filtering, all of it matrix products: 2.25 or 4 multiplications in place of 9 for each output.

A tile of m x m outputs of an r x r convolution comes from m + r - 1 rows and columns of the input:

    Y = A' ((G g G') * (B' d B)) A

where the product * is, summed over the channels, one matrix product for each of the (m + r - 1)^2 places of a tile.
The matrices follow from the points at which the polynomials are taken (Toom and Cook); points near 1 keep the rounding
small, and these are exact in binary. Source: Lavin and Gray 2015 (Fast Algorithms for Convolutional Neural Networks);
on the points, Barabasz et al. 2018 (Error Analysis and Improving the Accuracy of Winograd Convolution).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from math import prod
from typing import Any

from archcalc.base.named_tuples import NamedTuple
from archcalc.executor.convolution.fused_operators import Epilogue, Prologue
from archcalc.executor.convolution.geometry import Geometry
from archcalc.executor.convolution.tiles import CACHE, Tile, row_tiles, with_halo
from archcalc.executor.convolution.widened_groups import widened
from archcalc.operators.kernels.matrix_product import multiply_rows
from archcalc.operators.sliding_window import rounded_up

POINTS = {4: (0.0, 1.0, -1.0), 6: (0.0, 0.75, -0.75, 1.5, -1.5)}
"""The finite points for tiles of 4 and 6 places along an axis; the last point is always the infinite one."""
TILES = 100
"""Tiles at once: enough rows for a product with the weights of one place."""
WIDTH = 16
"""Groups of channels are widened to this."""

Matrix = tuple[tuple[float, ...], ...]


class TransformedWeights(NamedTuple):
    """Weights by place in the tile, (places, places, groups, c/groups, filters/groups), and the matrices B' and A'."""

    weights: Any
    into: Any
    out_of: Any


def prepare(xp: Any, weight: Any, geometry: Geometry, tile: int) -> TransformedWeights:
    """(filters, c/groups, r, r) as the weights of tiles with `tile` x `tile` outputs.

    The filters are put last as one matrix is transposed, which takes half of what it does to put two axes last.
    """
    wide, groups = widened(xp, weight, geometry.groups, WIDTH)
    size = geometry.kernel[0]
    places = tile + size - 1
    into, kernel, out_of = (xp.asarray(matrix, dtype=weight.dtype) for matrix in matrices(POINTS[places], size))
    each, filters = wide.shape[1], geometry.filters // groups
    filters_last = xp.ascontiguousarray(wide.reshape(groups, filters, each * size * size).transpose(0, 2, 1))
    both = (kernel[:, None, :, None] * kernel[None, :, None, :]).reshape(places * places, size * size)
    made = xp.empty((places * places, groups, each, filters), dtype=weight.dtype)
    xp.matmul(both, filters_last.reshape(groups, each, size * size, filters), out=made.transpose(1, 2, 0, 3))
    return TransformedWeights(made.reshape(places, places, groups, each, filters), into, out_of)


def tiles(xp: Any, x: Any, prepared: TransformedWeights, geometry: Geometry, prologue: Prologue, epilogue: Epilogue,
          out: Any) -> Iterator[Tile]:
    """(n, h, w, c) into `out` (n, h', w', filters)."""
    tile, places = prepared.out_of.shape
    h, w = geometry.size
    across = rounded_up(w, tile)

    def row_of_tiles(image: int, some: slice) -> None:
        seen = slice(some.start * tile, some.stop * tile + places - tile)
        source = with_halo(xp, x[image], prologue, geometry.sides, seen, across * tile + places - tile)
        made = _tiles(xp, xp.ascontiguousarray(source), prepared, some.stop - some.start, across)
        rows = slice(some.start * tile, min(h, some.stop * tile))
        epilogue.apply(xp, made[:rows.stop - rows.start, :w], out[image, rows], (image, rows))

    return row_tiles(row_of_tiles, x.shape[0], rounded_up(h, tile), _at_once(prepared, across))


def _at_once(prepared: TransformedWeights, across: int) -> int:
    """Rows of tiles at once: as many as stay in the cache, and enough to be worth laying out a place's weights for."""
    places, _, groups, each, filters = prepared.weights.shape
    fitting = 2 * CACHE // (places * places * groups * (each + filters))
    return rounded_up(max(fitting, TILES), across)


def _tiles(xp: Any, source: Any, prepared: TransformedWeights, down: int, across: int) -> Any:
    """A strip of the input, (down * m + r - 1, across * m + r - 1, c), to the outputs of its tiles."""
    places, _, groups, each, filters = prepared.weights.shape
    m, (_, width, c), step = prepared.out_of.shape[0], source.shape, source.strides[2]
    line = width * c
    strips = xp.lib.stride_tricks.as_strided(source, (down, places, line), (m * line * step, line * step, step))
    rows = xp.empty((places, down, line), dtype=source.dtype)
    xp.matmul(prepared.into, strips, out=rows.transpose(1, 0, 2))
    windows = xp.lib.stride_tricks.as_strided(
        rows, (places, down, across, places, c), (down * line * step, line * step, m * c * step, c * step, step))
    tiles = xp.matmul(prepared.into, windows).reshape(places, down * across, places, groups, each)
    products = xp.empty((places, down * across, places, groups, filters), dtype=source.dtype)
    multiply_rows(xp, tiles.transpose(0, 2, 3, 1, 4), prepared.weights, products.transpose(0, 2, 3, 1, 4))
    lines = xp.matmul(prepared.out_of, products.reshape(places, down * across, places, groups * filters))
    y = xp.matmul(prepared.out_of, lines.reshape(places, down, -1).transpose(1, 0, 2))
    return y.reshape(down * m, across * m, groups * filters)


@lru_cache
def matrices(points: tuple[float, ...], size: int) -> tuple[Matrix, Matrix, Matrix]:
    """B', G and A' for these points, the infinite one, and a kernel of `size`.

    Row i of G takes the kernel's polynomial at point i, column i of A' holds that point's powers, and row i of B' the
    coefficients of the polynomial that is 0 at all other points.

    >>> matrices((0.0, 1.0, -1.0), 3)[2]
    ((1.0, 1.0, 1.0, 0.0), (0.0, 1.0, -1.0, 1.0))
    """
    into, kernel, tile = [], [], len(points) + 2 - size
    for i, point in enumerate(points):
        others = points[:i] + points[i + 1:]
        divisor = prod(point - other for other in others)
        into.append((*_coefficients(others), 0.0))
        kernel.append(tuple(point**power / divisor for power in range(size)))
    into.append(_coefficients(points))
    kernel.append((0.0,) * (size - 1) + (1.0,))
    out_of = tuple((*(point**power for point in points), float(power == tile - 1)) for power in range(tile))
    return tuple(into), tuple(kernel), out_of


def _coefficients(roots: tuple[float, ...]) -> tuple[float, ...]:
    """The polynomial with these roots, lowest power first."""
    polynomial = [1.0]
    for root in roots:
        polynomial = [low - root * high for low, high in zip([0.0, *polynomial], [*polynomial, 0.0], strict=True)]
    return tuple(polynomial)
