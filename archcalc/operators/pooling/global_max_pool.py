"""Global max pooling."""

from math import prod

from archcalc.operators.operator import Array, Arrays, Cost, Shape
from archcalc.operators.pooling._base import GlobalPool
from archcalc.operators.saved_for_backward import places_of_maxima


class GlobalMaxPool(GlobalPool):
    """The largest value of each channel.

        input    (n, c, h, w), (n, c, l) or (n, c, d, h, w)
        output   (n, c, 1, 1), a 1 for each axis
        compares c * h * w

    >>> GlobalMaxPool().output((1, 512, 14, 14))
    (1, 512, 1, 1)
    """

    kind, traits, each = "global_max_pool", {"maxima"}, "the maximum"
    keras = "GlobalMaxPooling2D"
    elsewhere = ("gmp",)

    saved = places_of_maxima

    def cost(self, output: Shape, x: Shape) -> Cost:
        return Cost(compares=prod(x))

    def forward(self, xp: Arrays, x: Array) -> Array:
        return xp.max(x, axis=tuple(range(2, len(x.shape))), keepdims=True)
