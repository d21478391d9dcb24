"""A 1x1 convolution: a matrix product over all places, in blocks of rows that are finished while in the cache.

Source: Lin et al. 2013 (Network in Network), section 3.1: the same small network at every place.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from archcalc.executor.convolution.geometry import CACHE, Finish, Geometry, Start, Task, in_blocks

FEWEST = 256
"""Places at once: with fewer, laying out the weights for the product costs more than the cache gives."""


def prepare(xp: Any, weight: Any, geometry: Geometry) -> Any:
    """(filters, c, 1, 1) as a matrix (c, filters)."""
    return xp.ascontiguousarray(weight.reshape(geometry.filters, geometry.channels).transpose(1, 0))


def tasks(xp: Any, x: Any, matrix: Any, geometry: Geometry, start: Start, finish: Finish, out: Any) -> Iterator[Task]:
    """(n, h, w, c) into `out` (n, h', w', filters)."""
    (down, across), (h, w) = geometry.stride, geometry.size
    seen = x[:, ::down, ::across]

    def block(image: int, rows: slice) -> None:
        source = seen[image, rows]
        if not start.idle:
            source = xp.empty(source.shape, dtype=x.dtype)
            start.apply(xp, seen[image, rows], source)
        made = out[image, rows]
        xp.matmul(source.reshape(-1, geometry.channels), matrix, out=made.reshape(-1, geometry.filters))
        finish.apply(xp, made, made, (image, rows))

    return in_blocks(block, x.shape[0], h, max(CACHE // (w * geometry.filters), FEWEST // w))
