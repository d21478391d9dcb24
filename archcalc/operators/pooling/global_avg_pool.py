"""Global average pooling."""

from math import prod

from archcalc.operators.kernels.pooling import means
from archcalc.operators.operator import Array, Arrays, Cost, Shape
from archcalc.operators.pooling._base import GlobalPool
from archcalc.operators.saved_for_backward import NOTHING


class GlobalAvgPool(GlobalPool):
    """The mean of each channel.

        input    (n, c, h, w), (n, c, l) or (n, c, d, h, w)
        output   (n, c, 1, 1), a 1 for each axis
        adds     c * h * w

    Source: Lin et al. 2013 (Network in Network), section 3.2.

    >>> GlobalAvgPool().output((1, 2048, 7, 7))
    (1, 2048, 1, 1)
    """

    kind, traits, each = "global_avg_pool", {"averages"}, "the mean"
    keeps = NOTHING
    keras = "GlobalAveragePooling2D"
    elsewhere = ("gap", "globalaveragepool")

    notations = dict.fromkeys(("GAP",))

    def cost(self, output: Shape, x: Shape) -> Cost:
        return Cost(adds=prod(x), divides=prod(output))

    def forward(self, xp: Arrays, x: Array) -> Array:
        return means(xp, x).reshape(*x.shape[:2], *(1,) * len(x.shape[2:]))
