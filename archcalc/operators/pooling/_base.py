"""The base of pooling operators: windows with a stride, whole images, a fixed number of bins."""

from collections.abc import Sequence
from typing import ClassVar

from archcalc.base.errors import Refused
from archcalc.operators.attributes import Flag, same_as
from archcalc.operators.axis_attributes import AxisSizes, Padding, Sides, on_every_side
from archcalc.operators.operator import Op, Shape, Window, plain_window
from archcalc.operators.reading import Along, Reads, binned, mixed
from archcalc.operators.shapes import over_axes, spatial
from archcalc.operators.sliding_window import (
    WindowGrid,
    axis_names,
    both_sides,
    by_axis,
    extent,
    positions,
    same_sides,
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
                   self.rates(), strict=True)
        return [self._positions(*axis) for axis in axes]

    def rates(self) -> tuple[int, ...]:
        """The distance between the places under a window, along each axis."""
        return (1,) * len(self.kernel)

    def _positions(self, axis: str, size: int, kernel: int, stride: int, padding: tuple[int, int] | str,
                   rate: int) -> int:
        before, after = same_sides(size, kernel, stride, rate) if isinstance(padding, str) else padding
        span = extent(kernel, rate)
        if max(before, after) >= span:
            seen = f"the kernel {kernel}" if rate == 1 else f"the {span} values that a dilated kernel spans"
            raise Refused("window", f"padding {max(before, after)} must be smaller than {seen}: "
                                    "a window would see nothing but padding",
                          hint=f"{(span - 1) // 2} keeps the size at stride 1" if span % 2 else "less padding")
        count = positions(axis, size, kernel, stride, padding, rate, ceil=self.ceil)
        if before and rate > size:
            raise Refused("window", f"a window may see nothing but padding: along the {axis} its places are {rate} "
                                    f"apart, and the input has {size}", hint="a smaller dilation, or no padding")
        is_cut = self.ceil and padding != "same" and (count - 1) * stride >= size + before
        return count - 1 if is_cut else count

    def grid(self, x: Shape) -> WindowGrid:
        """The grid of windows on an input."""
        return WindowGrid(self.kernel, self.stride, self._sides(x), tuple(self._counts(x[2:])), self.rates())

    def _sides(self, x: Shape) -> Sides:
        return both_sides(self.padding, x[2:], self.kernel, self.stride, self.rates())

    def window(self, x: Shape) -> Window:
        return Window(self.kernel, self.stride, self._sides(x)[::2], self.rates())

    def summary(self, x: Shape) -> str:
        """The lecture's words: `3x3 filters at stride 2`."""
        parts = [f"{shown_windows(self.kernel)} at stride {shown_sizes(self.stride)}"]
        if self.padding == "same" or any(self.padding):
            parts.append(shown_sides(self.padding))
        if any(rate != 1 for rate in self.rates()):
            parts.append(f"dilation {shown_sizes(self.rates())}")
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
