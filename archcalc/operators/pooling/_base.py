"""The base of pooling operators: windows with a stride, whole images, a fixed number of bins."""

from collections.abc import Sequence
from typing import ClassVar

from archcalc.base.errors import Refused
from archcalc.operators.attributes import Flag, same_as
from archcalc.operators.axis_attributes import AxisSizes, Padding, on_every_side
from archcalc.operators.operator import Op, Shape, Window, plain_window
from archcalc.operators.reading import Along, Reads, binned, mixed
from archcalc.operators.shapes import over_axes, spatial
from archcalc.operators.sliding_window import (
    WindowGrid,
    axis_names,
    both_sides,
    by_axis,
    positions,
    shown_kernel,
    shown_sides,
    shown_sizes,
    shown_windows,
)


class WindowPool(Op):
    """A window with a stride, rounded down or, with `ceil`, up.

    Rounded up, the last window may reach past the padded end; one that would start there, in the padding after the
    image, is left out (Caffe's and PyTorch's rule).
    """

    traits = {"pooling", "window-pooling"}
    stem = "pool"

    kernel: AxisSizes
    stride: AxisSizes = same_as("kernel")
    padding: Padding = on_every_side(0)
    ceil: Flag = False

    def torch_functions(self, x: Shape) -> tuple[str, ...]:
        return (f"{self.kind}{len(x) - 2}d",)

    def output(self, x: Shape) -> Shape:
        n, c, *sizes = spatial(self.kind, x)
        return over_axes(n, c, self._counts(sizes))

    def _counts(self, sizes: Sequence[int]) -> list[int]:
        """The positions of the window along each axis."""
        axes = zip(axis_names(len(sizes)), sizes, self.kernel, self.stride, by_axis(self.padding, len(sizes)),
                   strict=True)
        return [self._positions(*axis) for axis in axes]

    def _positions(self, axis: str, size: int, kernel: int, stride: int, padding: tuple[int, int] | str) -> int:
        if isinstance(padding, str):
            return positions(axis, size, kernel, stride, padding)
        if max(padding) >= kernel:
            raise Refused("window", f"padding {max(padding)} must be smaller than the kernel {kernel}: "
                                    "a window would see nothing but padding",
                          hint=f"{(kernel - 1) // 2} keeps the size at stride 1" if kernel % 2 else "less padding")
        count = positions(axis, size, kernel, stride, padding, ceil=self.ceil)
        return count - 1 if self.ceil and (count - 1) * stride >= size + padding[0] else count

    def grid(self, x: Shape) -> WindowGrid:
        """The grid of windows on an input."""
        sides = both_sides(self.padding, x[2:], self.kernel, self.stride)
        return WindowGrid(self.kernel, self.stride, sides, tuple(self._counts(x[2:])))

    def window(self, x: Shape) -> Window:
        sides = both_sides(self.padding, x[2:], self.kernel, self.stride)
        return Window(self.kernel, self.stride, sides[::2], (1,) * len(self.kernel))

    def summary(self, x: Shape) -> str:
        """The lecture's words: `3x3 filters at stride 2`."""
        parts = [f"{shown_windows(self.kernel)} at stride {shown_sizes(self.stride)}"]
        if self.padding == "same" or any(self.padding):
            parts.append(shown_sides(self.padding))
        return ", ".join([*parts, "ceil"] if self.ceil else parts)

    def notation(self, x: Shape) -> str:
        return f"POOL{shown_kernel(self.kernel)}"


class GlobalPool(Op):
    """One value for each channel."""

    traits = {"pooling"}
    stem = "pool"
    each: ClassVar[str]

    def torch_functions(self, x: Shape) -> tuple[str, ...]:
        return (f"{self.kind.replace('global', 'adaptive')}{len(x) - 2}d",)

    def output(self, x: Shape) -> Shape:
        n, c, *sizes = spatial(self.kind, x)
        return over_axes(n, c, (1 for _ in sizes))

    def reads(self, output: Shape, x: Shape) -> tuple[Reads, ...]:
        return (mixed(x, tuple(range(2, len(x)))),)

    def window(self, x: Shape) -> Window:
        return plain_window(x[2:])

    def summary(self, x: Shape) -> str:
        return f"{self.each} of {'x'.join(map(str, x[2:]))}"

    def notation(self, x: Shape) -> str:
        return f"POOL{shown_kernel(x[2:])}"


class AdaptivePool(Op):
    """A fixed number of bins along each axis."""

    traits = {"pooling", "adaptive-pooling"}
    stem = "pool"
    each: ClassVar[str]
    output_: AxisSizes

    def torch_functions(self, x: Shape) -> tuple[str, ...]:
        return (f"{self.kind}{len(x) - 2}d",)

    def output(self, x: Shape) -> Shape:
        n, c, *sizes = spatial(self.kind, x)
        return over_axes(n, c, (bins for bins, _ in zip(self.output_, sizes, strict=True)))

    def reads(self, output: Shape, x: Shape) -> tuple[Reads, ...]:
        return ((Along(0), Along(1), *(binned(axis, x[axis], output[axis]) for axis in range(2, len(x)))),)

    def window(self, x: Shape) -> Window:
        from archcalc.operators.kernels.adaptive_bins import bin_span

        spans = [bin_span(size, bins) for size, bins in zip(x[2:], self.output_, strict=True)]
        stride = [max(1, size // bins) for size, bins in zip(x[2:], self.output_, strict=True)]
        return plain_window(tuple(spans), tuple(stride))

    def summary(self, x: Shape) -> str:
        return f"{self.each} to {'x'.join(map(str, self.output_))}"
