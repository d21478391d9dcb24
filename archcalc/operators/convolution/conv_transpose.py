"""Transposed convolution: a convolution run backwards, which enlarges."""

from math import prod

from archcalc.base.errors import Refused
from archcalc.operators.attributes import Flag, NaturalPair, Padding, Pair, Positive
from archcalc.operators.kernels.transposed_convolution import Canvas, paint
from archcalc.operators.operator import Array, Arrays, Cost, Op, Shape, Weight, Window
from archcalc.operators.shapes import divides, image
from archcalc.operators.sliding_window import AXES, extent, shown_filters, shown_pair


class ConvTranspose(Op):
    """The transpose of a convolution: each input value paints a `kernel` of outputs, `stride` apart.

        input    (n, c, h, w)
        output   (n, filters, h', w'),  h' = (h - 1)*stride + dilation*(kernel - 1) + 1 - padding + output_padding
        weight   (c, filters/groups, kernel, kernel)
        bias     (filters)                                  with `bias`
        macs     h * w * c * (kernel * kernel * filters/groups)

    `padding` takes rows away on both sides; `same` gives h' = h*stride. Source: Zeiler et al. 2010.

    >>> ConvTranspose(filters=512, kernel=(2, 2), stride=(2, 2)).output((1, 1024, 28, 28))
    (1, 512, 56, 56)
    """

    kind, traits = "conv_transpose", {"convolution"}
    keras, pytorch = "Conv2DTranspose", "ConvTranspose2d"
    elsewhere = ("deconv", "deconvolution", "transposedconv", "transposedconvolution", "upconv")

    notations = dict.fromkeys(("UPCONV{kernel}-{filters}",))

    filters: Positive
    kernel: Pair
    stride: Pair = (1, 1)
    padding: Padding = (0, 0, 0, 0)
    output_padding: NaturalPair = (0, 0)
    dilation: Pair = (1, 1)
    groups: Positive = 1
    bias: Flag = True

    def output(self, x: Shape) -> Shape:
        n, c, *sizes = image("conv_transpose", x)
        divides("conv_transpose", "input channels", c, self.groups)
        divides("conv_transpose", "filters", self.filters, self.groups)
        h, w = (self._painted(i, sizes[i]) for i in (0, 1))
        return n, self.filters, h, w

    def _painted(self, i: int, size: int) -> int:
        if self.padding == "same":
            return size * self.stride[i]
        extra = self.output_padding[i]
        if extra and extra >= max(self.stride[i], self.dilation[i]):
            raise Refused("window", f"output_padding {extra} must be smaller than the stride {self.stride[i]}",
                          hint="a stride of n leaves n - 1 rows open")
        cut = self.padding[2 * i] + self.padding[2 * i + 1]
        painted: int = (size - 1) * self.stride[i] + extent(self.kernel[i], self.dilation[i]) - cut + extra
        if painted < 1:
            raise Refused("window", f"nothing is left of the {AXES[i]}: {painted + cut} - {cut} = {painted}",
                          hint="less padding, or a larger kernel")
        return painted

    def weights(self, x: Shape) -> dict[str, Weight]:
        weight = Weight((x[1], self.filters // self.groups, *self.kernel))
        return {"weight": weight} | ({"bias": Weight((self.filters,), "bias")} if self.bias else {})

    def cost(self, output: Shape, x: Shape) -> Cost:
        n, c, h, w = x
        per_input = prod((*self.kernel, self.filters // self.groups))
        return Cost(macs=n * (h * w * c) * per_input, adds=prod(output) if self.bias else 0)

    def window(self, x: Shape) -> Window:
        return Window(self.kernel, self.stride, (self.cut(0), self.cut(1)), self.dilation, transposed=True)

    def forward(self, xp: Arrays, x: Array, weight: Array, bias: Array | None = None) -> Array:
        _, _, h, w = self.output(x.shape)
        canvas = Canvas((self.cut(0), self.cut(1)), (h, w))
        return paint(xp, x, weight, bias, self.stride, self.dilation, self.groups, canvas)

    def cut(self, i: int) -> int:
        """The rows (0) or columns (1) cut off before the output begins."""
        if self.padding == "same":
            return max(0, extent(self.kernel[i], self.dilation[i]) - self.stride[i]) // 2
        cut: int = self.padding[2 * i]
        return cut

    def summary(self, x: Shape) -> str:
        return shown_filters(self.filters, self.kernel, self.stride, self.padding, self.dilation, self.groups)

    def notation(self, x: Shape) -> str:
        return f"UPCONV{shown_pair(self.kernel)}-{self.filters}"
