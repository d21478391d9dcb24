"""Convolution: learned kernels sliding over a volume."""

from collections.abc import Iterable
from math import prod
from typing import Any

from archcalc.base.errors import Refused
from archcalc.operators.attributes import Flag, Positive
from archcalc.operators.axis_attributes import AxisSizes, Padding, on_every_axis, on_every_side
from archcalc.operators.given_attributes import parse_attribute
from archcalc.operators.operator import Array, Arrays, Cost, Op, Shape, Weight, Window
from archcalc.operators.shapes import divides, over_axes, spatial, written
from archcalc.operators.sliding_window import (
    axis_names,
    both_sides,
    by_axis,
    positions,
    shown_filters,
    shown_kernel,
)


def kept_size(said: dict[str, Any], x: Shape | None) -> dict[str, Any]:
    """The padding that keeps height and width at stride 1. Raises Refused where it has to be said."""
    if "padding" in said:
        return {}
    kernel, stride, dilation = (_axes(said.get(name, 1)) for name in ("kernel", "stride", "dilation"))
    rates = dilation if len(dilation) == len(kernel) else dilation[:1] * len(kernel)
    spans = [rate * (size - 1) for size, rate in zip(kernel, rates, strict=True)]
    kept, even = _alike(span // 2 for span in spans), any(size % 2 == 0 for size in kernel)
    if not even and ({*stride} == {1} or not kept):
        return {"padding": kept}
    other = _alike(span % 2 and span - span // 2 for span in spans)
    told = [f"pad {_shown(sides)} gives {result}" for sides in (kept, other) if (result := _result(said, sides, x))]
    why = f"the stride is {_shown(_alike(stride))}" if {*stride} != {1} else "the kernel is even"
    raise Refused("padding", f"the padding has to be said, as {why}{': ' * bool(told)}{', '.join(told)}",
                  hint=f"write pad {_shown(kept)} or pad {_shown(other)} behind it")


def of_each_channel(said: dict[str, Any], x: Shape | None) -> dict[str, Any]:
    """A filter for each channel, each channel by itself, and the padding that keeps the size."""
    channels = x[1] if x else 1
    own = {"filters": channels, "groups": channels}
    return own | kept_size(own | said, x)


def _axes(value: Any) -> tuple[int, ...]:
    return value if isinstance(value, tuple) else (value,)


def _alike(sides: Iterable[int]) -> int | list[int]:
    """Padding along every axis as a file says it: one number where all are the same."""
    several = list(sides)
    return several[0] if len({*several}) == 1 else several


def _shown(sides: int | list[int]) -> str:
    return f"{sides}" if isinstance(sides, int) else "x".join(map(str, sides))


def _result(said: dict[str, Any], sides: int | list[int], x: Shape | None) -> str:
    """The volume that some padding gives; nothing where no volume is known, or it does not fit."""
    try:
        told = Conv(**said, padding=parse_attribute(Conv, "padding", sides))
        return written(told.settled(x).output(x)) if x else ""
    except Refused:
        return ""


class Conv(Op):
    """Slide `filters` kernels over an image, a signal (n, c, l) or a volume (n, c, d, h, w).

        input    (n, c, h, w)
        output   (n, filters, h', w'),  h' = (h + padding - kernel)/stride + 1, rounded down
        weight   (filters, c/groups, kernel, kernel)
        bias     (filters)                                  with `bias`
        macs     h' * w' * filters * (kernel * kernel * c/groups)

    `dilation` spreads a kernel over dilation*(kernel - 1) + 1 inputs. `padding: same` is TensorFlow's: h' = h/stride
    rounded up, the odd row after. `groups` splits inputs and filters into that many separate convolutions; groups = c
    is a depthwise convolution. Source: LeCun et al. 1998, section II; Krizhevsky et al. 2012, section 3.5 (groups).

    >>> Conv(filters=96, kernel=(11, 11), stride=(4, 4)).output((1, 3, 227, 227))
    (1, 96, 55, 55)
    """

    kind, traits = "conv", {"convolution", "plain-convolution"}
    keras, pytorch = "Conv2D", "Conv2d"
    elsewhere = ("convolution", "patchembedding", "pointwiseconv")

    notations = {"CONV{kernel}-{filters}": kept_size, "CONV-{kernel}-{filters}": None,
                 "DWCONV{kernel}": of_each_channel}

    filters: Positive
    kernel: AxisSizes
    stride: AxisSizes = on_every_axis(1)
    padding: Padding = on_every_side(0)
    dilation: AxisSizes = on_every_axis(1)
    groups: Positive = 1
    bias: Flag = True

    def torch_functions(self, x: Shape) -> tuple[str, ...]:
        return (f"{self.kind}{len(x) - 2}d",)

    def output(self, x: Shape) -> Shape:
        n, c, *sizes = spatial("conv", x)
        divides("conv", "input channels", c, self.groups)
        divides("conv", "filters", self.filters, self.groups)
        axes = zip(axis_names(len(sizes)), sizes, self.kernel, self.stride, by_axis(self.padding, len(sizes)),
                   self.dilation, strict=True)
        return over_axes(n, self.filters, (positions(*axis) for axis in axes))

    def weights(self, x: Shape) -> dict[str, Weight]:
        weight = Weight((self.filters, x[1] // self.groups, *self.kernel))
        return {"weight": weight} | ({"bias": Weight((self.filters,), "bias")} if self.bias else {})

    def cost(self, output: Shape, x: Shape) -> Cost:
        n, filters, *sizes = output
        per_output = prod((*self.kernel, x[1] // self.groups))
        return Cost(macs=n * prod((*sizes, filters)) * per_output, adds=prod(output) if self.bias else 0)

    def window(self, x: Shape) -> Window:
        sides = both_sides(self.padding, x[2:], self.kernel, self.stride, self.dilation)
        return Window(self.kernel, self.stride, sides[::2], self.dilation)

    def forward(self, xp: Arrays, x: Array, weight: Array, bias: Array | None = None) -> Array:
        from archcalc.operators.kernels.im2col import convolve

        sides = both_sides(self.padding, x.shape[2:], self.kernel, self.stride, self.dilation)
        return convolve(xp, x, weight, bias, sides, self.stride, self.dilation, self.groups)

    def summary(self, x: Shape) -> str:
        return shown_filters(self.filters, self.kernel, self.stride, self.padding, self.dilation, self.groups)

    def notation(self, x: Shape) -> str:
        return f"CONV{shown_kernel(self.kernel)}-{self.filters}"
