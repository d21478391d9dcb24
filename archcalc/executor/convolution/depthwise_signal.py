"""A depthwise convolution of signals: whole channels, shifted by a tap each, multiplied and added up.

A channel is one stretch of memory and its weights are numbers, so that the sums run along the signal, the taps outside.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from archcalc.executor.convolution.fused_operators import Epilogue, Prologue
from archcalc.executor.convolution.geometry import Geometry
from archcalc.executor.convolution.signal_lines import SignalLines, add_taps, windows
from archcalc.executor.convolution.tiles import CACHE, Tile, row_tiles

BLOCK = 4 * CACHE
"""Values of the channels that are done together."""


def prepare(xp: Any, weight: Any, geometry: Geometry) -> Any:
    """(c, 1, kernel) as (c, kernel)."""
    return weight.reshape(geometry.channels, -1)


def tiles(xp: Any, x: Any, weights: Any, geometry: Geometry, prologue: Prologue, epilogue: Epilogue,
          out: Any) -> Iterator[Tile]:
    """(n, l, 1, c) into `out` (n, l', 1, c), which lies channel by channel."""

    def tile(seen: Any, inside: slice, image: int, _: int, some: slice) -> None:
        made = out[image, ..., some]
        add_taps(xp, seen[some], weights[some], made[inside, 0])
        epilogue.of_channels(some).apply(xp, made, made, (image,))

    for image, source in enumerate(x):
        lines = SignalLines.of(xp, source, geometry, prologue)
        inside = lines.inside
        lines.write_ends(xp, weights, out[image, :, 0], inside)
        seen = windows(xp, lines.seen(inside), geometry)
        yield from row_tiles(partial(tile, seen, inside, image), 1, geometry.channels, BLOCK // geometry.size[0])
