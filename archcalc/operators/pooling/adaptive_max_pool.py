"""Adaptive max pooling."""

from math import prod

from archcalc.operators.kernels.adaptive_bins import reduced
from archcalc.operators.operator import Array, Arrays, Cost, Shape
from archcalc.operators.pooling._base import AdaptivePool
from archcalc.operators.saved_for_backward import places_of_maxima


class AdaptiveMaxPool(AdaptivePool):
    """The largest value of each of `output` bins along each axis.

        input    (n, c, h, w), (n, c, l) or (n, c, d, h, w)
        output   (n, c, output, output), an output for each axis
        bin i    from i*h/output, rounded down, to (i + 1)*h/output, rounded up

    >>> AdaptiveMaxPool(output=(7, 7)).output((1, 512, 14, 14))
    (1, 512, 7, 7)
    """

    kind, traits, each = "adaptive_max_pool", {"maxima"}, "maxima"
    pytorch = "AdaptiveMaxPool2d"

    saved = places_of_maxima

    def cost(self, output: Shape, x: Shape) -> Cost:
        return Cost(compares=prod(output) * prod(self.window(x).kernel))

    def forward(self, xp: Arrays, x: Array) -> Array:
        return reduced(xp, xp.max, x, self.output_)
