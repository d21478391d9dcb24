"""The base of pooling operators: windows with a stride, whole images, a fixed number of bins."""

from math import gcd
from typing import ClassVar

from archcalc.base.errors import Refused
from archcalc.operators.attributes import Flag, Padding, Pair, same_as
from archcalc.operators.operator import Op, Shape, Window
from archcalc.operators.reading import ALL, MOST_PHASES, UNKNOWN, Along, Reads, Taps, mixed
from archcalc.operators.shapes import image
from archcalc.operators.sliding_window import (
    AXES,
    WindowGrid,
    axis_padding,
    first_side,
    four_sides,
    positions,
    rounded_up,
    shown_pair,
    shown_sides,
)


class WindowPool(Op):
    """A window with a stride, rounded down or, with `ceil`, up.

    Rounded up, the last window may reach past the padded end; one that would start there, in the padding after the
    image, is left out (Caffe's and PyTorch's rule).
    """

    traits = {"pooling", "window-pooling"}
    stem = "pool"

    kernel: Pair
    stride: Pair = same_as("kernel")
    padding: Padding = (0, 0, 0, 0)
    ceil: Flag = False

    def output(self, x: Shape) -> Shape:
        n, c, *sizes = image(self.kind, x)
        h, w = (self._positions(i, sizes[i]) for i in (0, 1))
        return n, c, h, w

    def _positions(self, i: int, size: int) -> int:
        kernel, stride, padding = self.kernel[i], self.stride[i], axis_padding(self.padding, i)
        if isinstance(padding, str):
            return positions(AXES[i], size, kernel, stride, padding)
        if max(padding) >= kernel:
            raise Refused("window", f"padding {max(padding)} must be smaller than the kernel {kernel}: "
                                    "a window would see nothing but padding",
                          hint=f"{(kernel - 1) // 2} keeps the size at stride 1" if kernel % 2 else "less padding")
        count = positions(AXES[i], size, kernel, stride, padding, ceil=self.ceil)
        return count - 1 if self.ceil and (count - 1) * stride >= size + padding[0] else count

    def grid(self, x: Shape) -> WindowGrid:
        """The grid of windows on an input."""
        _, _, h, w = self.output(x)
        sides = four_sides(self.padding, (x[2], x[3]), self.kernel, self.stride)
        return WindowGrid(self.kernel, self.stride, sides, (h, w))

    def window(self, x: Shape) -> Window:
        top, left = (first_side(self.padding, i, x[2 + i], self.kernel[i], self.stride[i]) for i in (0, 1))
        return Window(self.kernel, self.stride, (top, left))

    def summary(self, x: Shape) -> str:
        """The lecture's words: `3x3 filters at stride 2`."""
        parts = [f"{self.kernel[0]}x{self.kernel[1]} filters at stride {shown_pair(self.stride)}"]
        if self.padding != (0, 0, 0, 0):
            parts.append(shown_sides(self.padding))
        return ", ".join([*parts, "ceil"] if self.ceil else parts)

    def notation(self, x: Shape) -> str:
        return f"POOL{shown_pair(self.kernel)}"


class GlobalPool(Op):
    """One value for each channel."""

    traits = {"pooling"}
    stem = "pool"
    each: ClassVar[str]

    def output(self, x: Shape) -> Shape:
        n, c, _, _ = image(self.kind, x)
        return n, c, 1, 1

    def reads(self, output: Shape, x: Shape) -> tuple[Reads, ...]:
        return (mixed(x, (2, 3)),)

    def window(self, x: Shape) -> Window:
        return Window((x[2], x[3]))

    def summary(self, x: Shape) -> str:
        return f"{self.each} of {x[2]}x{x[3]}"

    def notation(self, x: Shape) -> str:
        return f"POOL{shown_pair((x[2], x[3]))}"


class AdaptivePool(Op):
    """A fixed number of bins along each axis."""

    traits = {"pooling", "adaptive-pooling"}
    stem = "pool"
    each: ClassVar[str]
    output_: Pair

    def output(self, x: Shape) -> Shape:
        n, c, _, _ = image(self.kind, x)
        return n, c, *self.output_

    def reads(self, output: Shape, x: Shape) -> tuple[Reads, ...]:
        return ((Along(0), Along(1), *(_binned(axis, x[axis], output[axis]) for axis in (2, 3))),)

    def window(self, x: Shape) -> Window:
        spans = [bin_span(size, bins) for size, bins in zip(x[2:], self.output_, strict=True)]
        stride = [max(1, size // bins) for size, bins in zip(x[2:], self.output_, strict=True)]
        return Window((spans[0], spans[1]), (stride[0], stride[1]))

    def summary(self, x: Shape) -> str:
        return f"{self.each} to {self.output_[0]}x{self.output_[1]}"


def bin_span(size: int, bins: int) -> int:
    """The widest bin: bin i runs from i*size/bins, rounded down, to (i + 1)*size/bins, rounded up.

    It begins i*size mod bins past a whole number (in parts of one), which is `bins` less their common divisor at most.

    >>> bin_span(14, 7), bin_span(10, 7)
    (2, 3)
    """
    return rounded_up(bins - gcd(size, bins) + size, bins)


def _binned(axis: int, size: int, bins: int) -> Along:
    """The places of an axis in each bin.

    >>> _binned(2, 10, 4).taps
    Taps(places=(range(0, 3), range(2, 5)), advance=5)
    """
    phases = bins // gcd(size, bins)
    if bins == 1 or phases > MOST_PHASES:
        return ALL if bins == 1 else UNKNOWN
    taps = (range(phase * size // bins, rounded_up((phase + 1) * size, bins)) for phase in range(phases))
    return Along(axis, Taps(tuple(taps), phases * size // bins))
