"""A 1x1 convolution: a matrix product over all places, in blocks of rows that are finished while in the cache.

Source: Lin et al. 2013 (Network in Network), section 3.1: the same small network at every place.
"""

from __future__ import annotations

from typing import Any

from archcalc.kernels.geometry import CACHE, Finish, Geometry, Start, blocks

FEWEST = 256
"""Places at once: with fewer, laying out the weights for the product costs more than the cache gives."""


def prepare(xp: Any, weight: Any, geometry: Geometry) -> Any:
    """(filters, c, 1, 1) as a matrix (c, filters)."""
    return xp.ascontiguousarray(weight.reshape(geometry.filters, geometry.channels).transpose(1, 0))


def run(xp: Any, x: Any, matrix: Any, geometry: Geometry, start: Start, finish: Finish, out: Any) -> None:
    """(n, h, w, c) into `out` (n, h', w', filters)."""
    down, across = geometry.stride
    h, w = geometry.size
    seen = x[:, ::down, ::across]
    for image in range(x.shape[0]):
        for rows in blocks(h, max(CACHE // (w * geometry.filters), FEWEST // w)):
            source = seen[image, rows]
            if not start.idle:
                source = xp.empty(source.shape, dtype=x.dtype)
                start.apply(xp, seen[image, rows], source)
            block = out[image, rows]
            xp.matmul(source.reshape(-1, geometry.channels), matrix, out=block.reshape(-1, geometry.filters))
            finish.apply(xp, block, block, (image, rows))
