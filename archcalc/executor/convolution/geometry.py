"""What a fast convolution is told: its geometry, and what is done to values while they are in the cache."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, NamedTuple

from archcalc.operators.attributes import Sides
from archcalc.operators.sliding_window import extent

CACHE = 2**17
"""Values that stay in a core's cache while they are worked on: half a MiB of float32."""

Activation = Callable[[Any, Any, Any], Any]
"""A function of one value, (xp, x, out), as in `archcalc.operators.kernels.activations`."""


Task = Callable[[], None]
"""A block of a convolution, which can be done beside the others."""


class Geometry(NamedTuple):
    """A convolution of `channels` to `filters` of `size` (height, width), its windows in an image with `sides`."""

    channels: int
    filters: int
    size: tuple[int, int]
    kernel: tuple[int, int]
    stride: tuple[int, int]
    dilation: tuple[int, int]
    groups: int
    sides: Sides


class Start(NamedTuple):
    """What is done to the input on its way in: times a factor, plus an addend, for each channel; an activation.

    Factor and addend are repeated along a row of places, (w, c): whole rows are done at once.
    """

    factor: Any = None
    addend: Any = None
    activation: Activation | None = None

    @property
    def idle(self) -> bool:
        """Whether the input stays as it is."""
        return self.factor is None and self.activation is None

    def apply(self, xp: Any, x: Any, out: Any) -> None:
        """Rows (rows, w, c) into `out`."""
        if self.factor is not None:
            x = xp.multiply(x, self.factor[:x.shape[1]], out=out)
            x = xp.add(x, self.addend[:x.shape[1]], out=out)
        if self.activation is not None:
            self.activation(xp, x, out)
        elif x is not out:
            out[...] = x


class Finish(NamedTuple):
    """What is done to the output on its way out: plus a bias for each filter, plus another volume; an activation.

    The bias is repeated along a row of places, (w', filters).
    """

    bias: Any = None
    added: Any = None
    activation: Activation | None = None

    def apply(self, xp: Any, block: Any, out: Any, where: tuple[Any, ...]) -> None:
        """The block (rows, w', filters) into `out`; `where` finds its place in the volume (n, h', w', filters)."""
        if self.bias is not None:
            block = xp.add(block, self.bias, out=out)
        if self.added is not None:
            block = xp.add(block, self.added[where], out=out)
        if self.activation is not None:
            block = self.activation(xp, block, out)
        if block is not out:
            out[...] = block


def strip(xp: Any, image: Any, start: Start, sides: Sides, rows: slice, width: int) -> Any:
    """Some rows of an image (h, w, c) with zeros around it, after what `start` does to it: (rows, width, c).

    Rows are counted in the image with its sides. Where nothing is to be done it is a view of the image.
    """
    h, w, c = image.shape
    top, _, left, _ = sides
    inside = top <= rows.start and rows.stop <= top + h and left == 0 and width <= w
    if inside and start.idle and image.strides[1] == c * image.strides[2]:
        return image[rows.start - top:rows.stop - top, :width]
    y = xp.empty((rows.stop - rows.start, width, c), dtype=image.dtype)
    fill(xp, image, start, sides, rows, y)
    return y


def fill(xp: Any, image: Any, start: Start, sides: Sides, rows: slice, y: Any) -> None:
    """The same into an array (rows, width, c) of any order in memory."""
    h, w, _ = image.shape
    top, _, left, _ = sides
    first, last = min(h, max(0, rows.start - top)), max(0, min(h, rows.stop - top))
    across, begin, many = min(w, y.shape[1] - left), first + top - rows.start, last - first
    y[:begin] = 0
    y[begin + many:] = 0
    y[:, :left] = 0
    y[:, left + across:] = 0
    start.apply(xp, image[first:last, :across], y[begin:begin + many, left:left + across])


def reach(geometry: Geometry, rows: slice) -> slice:
    """The rows of the image with its sides that some rows of the output see."""
    down, span = geometry.stride[0], extent(geometry.kernel[0], geometry.dilation[0])
    return slice(rows.start * down, (rows.stop - 1) * down + span)


def breadth(geometry: Geometry) -> int:
    """The columns of the image with its sides that a row of the output sees."""
    return (geometry.size[1] - 1) * geometry.stride[1] + extent(geometry.kernel[1], geometry.dilation[1])


def in_blocks(do: Callable[[int, slice], None], images: int, rows: int, at_once: int) -> Iterator[Task]:
    """A task for each block of rows of each image, the last one as short as it must be: do(image, rows)."""
    at_once = max(1, at_once)
    for image in range(images):
        for first in range(0, rows, at_once):
            yield partial(do, image, slice(first, min(rows, first + at_once)))
