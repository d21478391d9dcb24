"""Convolution: learned kernels sliding over a volume."""

from math import prod

from archcalc.operators.attributes import Flag, Padding, Pair, Positive
from archcalc.operators.kernels.im2col import convolve
from archcalc.operators.operator import Array, Arrays, Cost, Op, Shape, Weight, Window
from archcalc.operators.shapes import divides, image
from archcalc.operators.sliding_window import (
    AXES,
    axis_padding,
    first_side,
    four_sides,
    positions,
    shown_filters,
    shown_pair,
)


class Conv(Op):
    """Slide `filters` kernels over a volume.

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
    elsewhere = ("convolution", "depthwiseconv", "depthwiseconvolution", "patchembedding", "pointwiseconv",
                 "separableconv")

    filters: Positive
    kernel: Pair
    stride: Pair = (1, 1)
    padding: Padding = (0, 0, 0, 0)
    dilation: Pair = (1, 1)
    groups: Positive = 1
    bias: Flag = True

    def output(self, x: Shape) -> Shape:
        n, c, *sizes = image("conv", x)
        divides("conv", "input channels", c, self.groups)
        divides("conv", "filters", self.filters, self.groups)
        h, w = (positions(AXES[i], sizes[i], self.kernel[i], self.stride[i], axis_padding(self.padding, i),
                          self.dilation[i]) for i in (0, 1))
        return n, self.filters, h, w

    def weights(self, x: Shape) -> dict[str, Weight]:
        weight = Weight((self.filters, x[1] // self.groups, *self.kernel))
        return {"weight": weight} | ({"bias": Weight((self.filters,), "bias")} if self.bias else {})

    def cost(self, output: Shape, x: Shape) -> Cost:
        n, filters, h, w = output
        per_output = prod((*self.kernel, x[1] // self.groups))
        return Cost(macs=n * (h * w * filters) * per_output, adds=prod(output) if self.bias else 0)

    def window(self, x: Shape) -> Window:
        top, left = (first_side(self.padding, i, x[2 + i], self.kernel[i], self.stride[i], self.dilation[i])
                     for i in (0, 1))
        return Window(self.kernel, self.stride, (top, left), self.dilation)

    def forward(self, xp: Arrays, x: Array, weight: Array, bias: Array | None = None) -> Array:
        sides = four_sides(self.padding, (x.shape[2], x.shape[3]), self.kernel, self.stride, self.dilation)
        return convolve(xp, x, weight, bias, sides, self.stride, self.dilation, self.groups)

    def summary(self, x: Shape) -> str:
        return shown_filters(self.filters, self.kernel, self.stride, self.padding, self.dilation, self.groups)

    def notation(self, x: Shape) -> str:
        return f"CONV{shown_pair(self.kernel)}-{self.filters}"
