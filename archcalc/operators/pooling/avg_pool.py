"""Average pooling."""

from math import prod

from archcalc.operators.attributes import Flag
from archcalc.operators.operator import Array, Arrays, Cost, Shape
from archcalc.operators.pooling._base import WindowPool


class AvgPool(WindowPool):
    """The mean of each window.

        input    (n, c, h, w), or a signal (n, c, l), or a volume (n, c, d, h, w)
        output   (n, c, h', w'),  h' = (h + padding - kernel)/stride + 1, rounded down, or up with `ceil`
        adds     h' * w' * c * kernel * kernel

    `stride` is the kernel where it is not given. `count_padding` says whether the padding's zeros count in the mean.

    >>> AvgPool(kernel=(2, 2)).output((1, 6, 28, 28))
    (1, 6, 14, 14)
    """

    kind, traits = "avg_pool", {"averages"}
    keras, pytorch = "AveragePooling2D", "AvgPool2d"
    elsewhere = ("averagepool",)

    notations = dict.fromkeys(("AVGPOOL{kernel}", "AVGPOOL-{kernel}"))

    count_padding: Flag = True

    def cost(self, output: Shape, x: Shape) -> Cost:
        return Cost(adds=prod(output) * prod(self.kernel), divides=prod(output))

    def forward(self, xp: Arrays, x: Array) -> Array:
        from archcalc.operators.kernels.pooling import mean

        return mean(xp, x, self.grid(x.shape), self.count_padding)
