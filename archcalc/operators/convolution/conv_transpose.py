"""Transposed convolution: a convolution run backwards, which enlarges."""

from collections.abc import Sequence
from math import prod

from archcalc.base.errors import Refused
from archcalc.operators.attributes import Flag, Positive
from archcalc.operators.axis_attributes import AxisSizes, NaturalAxisSizes, Padding, on_every_axis, on_every_side
from archcalc.operators.kernels.interleaved_convolutions import are_quicker, interleave
from archcalc.operators.kernels.transposed_convolution import Canvas, paint
from archcalc.operators.operator import Array, Arrays, Cost, Op, Shape, Weight, Window
from archcalc.operators.shapes import divides, over_axes, spatial
from archcalc.operators.sliding_window import axis_names, by_axis, extent, shown_filters, shown_kernel


class ConvTranspose(Op):
    """The transpose of a convolution: each input value paints a `kernel` of outputs, `stride` apart.

        input    (n, c, h, w), or a signal (n, c, l), or a volume (n, c, d, h, w)
        output   (n, filters, h', w'),  h' = (h - 1)*stride + dilation*(kernel - 1) + 1 - padding + output_padding
        weight   (c, filters/groups, kernel, kernel)
        bias     (filters)                                  with `bias`
        macs     h * w * c * (kernel * kernel * filters/groups)

    `padding` takes rows away on both sides; `same` gives h' = h*stride. Source: Zeiler et al. 2010.

    >>> ConvTranspose(filters=512, kernel=(2, 2), stride=(2, 2)).output((1, 1024, 28, 28))
    (1, 512, 56, 56)
    """

    kind, traits = "conv_transpose", {"convolution", "transposed-convolution"}
    keras, pytorch = "Conv2DTranspose", "ConvTranspose2d"
    elsewhere = ("deconv", "deconvolution", "transposedconv", "transposedconvolution", "upconv")

    notations = dict.fromkeys(("UPCONV{kernel}-{filters}",))

    filters: Positive
    kernel: AxisSizes
    stride: AxisSizes = on_every_axis(1)
    padding: Padding = on_every_side(0)
    output_padding: NaturalAxisSizes = on_every_axis(0)
    dilation: AxisSizes = on_every_axis(1)
    groups: Positive = 1
    bias: Flag = True

    def torch_functions(self, x: Shape) -> tuple[str, ...]:
        return (f"{self.kind}{len(x) - 2}d",)

    def output(self, x: Shape) -> Shape:
        n, c, *sizes = spatial("conv_transpose", x)
        divides("conv_transpose", "input channels", c, self.groups)
        divides("conv_transpose", "filters", self.filters, self.groups)
        return over_axes(n, self.filters, self._sizes(sizes))

    def _sizes(self, sizes: Sequence[int]) -> tuple[int, ...]:
        """The sizes that are painted, from those of the input."""
        axes = zip(axis_names(len(sizes)), sizes, self.kernel, self.stride, self.dilation, self.output_padding,
                   by_axis(self.padding, len(sizes)), strict=True)
        return tuple(_painted(*axis) for axis in axes)

    def weights(self, x: Shape) -> dict[str, Weight]:
        weight = Weight((x[1], self.filters // self.groups, *self.kernel))
        return {"weight": weight} | ({"bias": Weight((self.filters,), "bias")} if self.bias else {})

    def cost(self, output: Shape, x: Shape) -> Cost:
        n, c, *sizes = x
        per_input = prod((*self.kernel, self.filters // self.groups))
        return Cost(macs=n * prod((*sizes, c)) * per_input, adds=prod(output) if self.bias else 0)

    def window(self, x: Shape) -> Window:
        return Window(self.kernel, self.stride, self.cuts(), self.dilation, transposed=True)

    def forward(self, xp: Arrays, x: Array, weight: Array, bias: Array | None = None) -> Array:
        canvas = Canvas(self.cuts(), self._sizes(x.shape[2:]))
        told = self.kernel, self.stride, self.dilation, self.groups
        kernel = interleave if are_quicker(x.shape, *told) else paint
        return kernel(xp, x, weight, bias, self.stride, self.dilation, self.groups, canvas)

    def cuts(self) -> tuple[int, ...]:
        """What is cut off of each axis before the output begins: rows, columns."""
        if self.padding == "same":
            return tuple(max(0, extent(kernel, spread) - stride) // 2 for kernel, spread, stride in
                         zip(self.kernel, self.dilation, self.stride, strict=True))
        cuts: tuple[int, ...] = self.padding[::2]
        return cuts

    def summary(self, x: Shape) -> str:
        return shown_filters(self.filters, self.kernel, self.stride, self.padding, self.dilation, self.groups)

    def notation(self, x: Shape) -> str:
        return f"UPCONV{shown_kernel(self.kernel)}-{self.filters}"


def _painted(axis: str, size: int, kernel: int, stride: int, dilation: int, extra: int,
             padding: tuple[int, int] | str) -> int:
    """The size of an axis that is painted."""
    if isinstance(padding, str):
        return size * stride
    if extra and extra >= max(stride, dilation):
        raise Refused("window", f"output_padding {extra} must be smaller than the stride {stride}",
                      hint="a stride of n leaves n - 1 rows open")
    cut = padding[0] + padding[1]
    painted = (size - 1) * stride + extent(kernel, dilation) - cut + extra
    if painted < 1:
        raise Refused("window", f"nothing is left of the {axis}: {painted + cut} - {cut} = {painted}",
                      hint="less padding, or a larger kernel")
    return painted
