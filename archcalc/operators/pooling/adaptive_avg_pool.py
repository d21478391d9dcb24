"""Adaptive average pooling."""

from math import prod

from archcalc.operators.kernels.adaptive_bins import reduced
from archcalc.operators.operator import Array, Arrays, Cost, Shape
from archcalc.operators.pooling._base import AdaptivePool


class AdaptiveAvgPool(AdaptivePool):
    """The mean of each of `output` bins along each axis.

        input    (n, c, h, w), (n, c, l) or (n, c, d, h, w)
        output   (n, c, output, output), an output for each axis
        bin i    from i*h/output, rounded down, to (i + 1)*h/output, rounded up

    >>> AdaptiveAvgPool(output=(7, 7)).output((1, 512, 14, 14))
    (1, 512, 7, 7)
    """

    kind, traits, each = "adaptive_avg_pool", {"averages"}, "means"
    pytorch = "AdaptiveAvgPool2d"

    def cost(self, output: Shape, x: Shape) -> Cost:
        return Cost(adds=prod(output) * prod(self.window(x).kernel), divides=prod(output))

    def forward(self, xp: Arrays, x: Array) -> Array:
        return reduced(xp, xp.mean, x, self.output_)
