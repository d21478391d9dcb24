"""Tiles: rows of an output that are computed while they, and the rows of the input that they see, stay in the cache."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any

from archcalc.executor.convolution.fused_operators import Prologue
from archcalc.operators.axis_attributes import Sides
from archcalc.operators.sliding_window import rounded_up

LINE = 16
"""Values in a line of the cache, of float32."""
CACHE = 2**17
"""Values that stay in a core's cache while they are worked on: half a MiB of float32."""

Tile = Callable[[], None]
"""The work on some rows of an output, which can be done beside that on the others."""

Scheduler = Callable[[Iterable[Tile]], None]
"""Does tiles: one after another, or several at once."""


def in_turn(tiles: Iterable[Tile]) -> None:
    """Tiles done one after another by the thread that asks."""
    for tile in tiles:
        tile()


class WholeImage:
    """A tile of all places, which several threads may do beside each other: compute(filters)."""

    __slots__ = ("compute", "filters")

    def __init__(self, compute: Callable[[slice], None], filters: int) -> None:
        self.compute, self.filters = compute, filters

    def __call__(self) -> None:
        """Do it by one thread."""
        self.compute(slice(0, self.filters))

    def parts(self, count: int) -> list[Tile]:
        """So many tiles, or fewer, each of some filters, which are whole cache lines."""
        many = LINE * rounded_up(self.filters, LINE * count)
        return [partial(self.compute, slice(first, min(self.filters, first + many)))
                for first in range(0, self.filters, many)]


def spread(tiles: Iterable[Tile], count: int) -> list[Tile]:
    """Tiles for so many threads; one by itself is cut along its filters: by one thread that takes 3 % longer."""
    every = list(tiles)
    first = every[0] if len(every) == 1 else None
    return first.parts(count) if isinstance(first, WholeImage) and count > 1 else every


def row_tiles(compute: Callable[[int, slice], None], images: int, rows: int, at_once: int) -> Iterator[Tile]:
    """A tile for every few rows of each image, the last one as short as it must be: compute(image, rows)."""
    at_once = max(1, at_once)
    for image in range(images):
        for first in range(0, rows, at_once):
            yield partial(compute, image, slice(first, min(rows, first + at_once)))


def with_halo(xp: Any, image: Any, prologue: Prologue, sides: Sides, rows: slice, width: int) -> Any:
    """Some rows of an image (h, w, c) with the padding around it, after the prologue: (rows, width, c).

    Rows are counted in the padded image. Where nothing is to be done it is a view of the image.
    """
    h, w, c = image.shape
    top, _, left, _ = sides
    inside = top <= rows.start and rows.stop <= top + h and left == 0 and width <= w
    if inside and prologue.is_identity and image.strides[1] == c * image.strides[2]:
        return image[rows.start - top:rows.stop - top, :width]
    y = xp.empty((rows.stop - rows.start, width, c), dtype=image.dtype)
    write_with_halo(xp, image, prologue, sides, rows, y)
    return y


def write_with_halo(xp: Any, image: Any, prologue: Prologue, sides: Sides, rows: slice, y: Any) -> None:
    """The same into an array (rows, width, c) of any order in memory."""
    h, w, _ = image.shape
    top, _, left, _ = sides
    first, last = min(h, max(0, rows.start - top)), max(0, min(h, rows.stop - top))
    across, begin, many = min(w, y.shape[1] - left), first + top - rows.start, last - first
    y[:begin] = 0
    y[begin + many:] = 0
    y[:, :left] = 0
    y[:, left + across:] = 0
    prologue.apply(xp, image[first:last, :across], y[begin:begin + many, left:left + across])
