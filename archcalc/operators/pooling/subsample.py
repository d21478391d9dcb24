"""Trainable subsampling. LeNet-5 as published: LeCun et al. 1998, section II.B."""

from math import prod

from archcalc.operators.attributes import Pair
from archcalc.operators.kernels.normalisation import scaled
from archcalc.operators.kernels.pooling import total
from archcalc.operators.operator import Array, Arrays, Cost, Op, Shape, Weight, Window
from archcalc.operators.shapes import image
from archcalc.operators.sliding_window import WindowGrid, axis_names, positions


class Subsample(Op):
    """Trainable subsampling: the sum of each window times one coefficient, plus one bias, for each channel.

        input    (n, c, h, w)
        output   (n, c, h/kernel, w/kernel), rounded down
        weight   (c)   bias (c)
        adds     h' * w' * c * kernel * kernel

    >>> Subsample(kernel=(2, 2)).weights((1, 6, 28, 28))
    {'weight': Weight(shape=(6,), role='weight'), 'bias': Weight(shape=(6,), role='bias')}
    """

    kind, traits = "subsample", {"pooling"}
    stem = "pool"

    kernel: Pair

    def torch_functions(self, x: Shape) -> tuple[str, ...]:
        return "avg_pool2d", "mul"

    def output(self, x: Shape) -> Shape:
        n, c, *sizes = image("subsample", x)
        h, w = (positions(axis_names(2)[i], sizes[i], self.kernel[i], self.kernel[i], (0, 0)) for i in (0, 1))
        return n, c, h, w

    def weights(self, x: Shape) -> dict[str, Weight]:
        return {"weight": Weight((x[1],)), "bias": Weight((x[1],), "bias")}

    def cost(self, output: Shape, x: Shape) -> Cost:
        return Cost(adds=prod(output) * (prod(self.kernel) + 1))

    def forward(self, xp: Arrays, x: Array, weight: Array, bias: Array) -> Array:
        _, _, h, w = self.output(x.shape)
        return scaled(total(xp, x, WindowGrid(self.kernel, self.kernel, (0, 0, 0, 0), (h, w), (1, 1))), 1, weight, bias)

    def window(self, x: Shape) -> Window:
        return Window(self.kernel, self.kernel)

    def summary(self, x: Shape) -> str:
        return f"{self.kernel[0]}x{self.kernel[1]} windows, trainable"
