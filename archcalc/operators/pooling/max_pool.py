"""Max pooling."""

from math import prod

from archcalc.operators.axis_attributes import AxisSizes, on_every_axis
from archcalc.operators.operator import Array, Arrays, Cost, Shape
from archcalc.operators.pooling._base import WindowPool
from archcalc.operators.saved_for_backward import places_of_maxima


class MaxPool(WindowPool):
    """The largest value of each window.

        input    (n, c, h, w), or a signal (n, c, l), or a volume (n, c, d, h, w)
        output   (n, c, h', w'),  h' = (h + padding - span)/stride + 1, rounded down, or up with `ceil`
                 span = dilation*(kernel - 1) + 1
        compares h' * w' * c * kernel * kernel

    `stride` is the kernel where it is not given. `padding` adds values that never win. `dilation` spreads
    the places under a window.

    >>> MaxPool(kernel=(3, 3), stride=(2, 2)).output((1, 96, 55, 55))
    (1, 96, 27, 27)
    """

    kind, traits = "max_pool", {"maxima"}
    keras, pytorch = "MaxPooling2D", "MaxPool2d"

    notations = dict.fromkeys(("POOL{kernel}", "POOL-{kernel}", "MAXPOOL{kernel}", "MAXPOOL-{kernel}"))

    saved = places_of_maxima

    dilation: AxisSizes = on_every_axis(1)

    def rates(self) -> tuple[int, ...]:
        return self.dilation

    def cost(self, output: Shape, x: Shape) -> Cost:
        return Cost(compares=prod(output) * prod(self.kernel))

    def forward(self, xp: Arrays, x: Array) -> Array:
        from archcalc.operators.kernels.pooling import largest

        return largest(xp, x, self.grid(x.shape))
