"""The leaky rectifier."""

from archcalc.operators.activation._base import Activation
from archcalc.operators.attributes import Real
from archcalc.operators.operator import Array, Arrays, Cost


class LeakyRelu(Activation):
    """max(0, x) + slope * min(0, x), for every value.

        input    any shape
        output   the same
        y = x where x > 0, else slope * x

    No parameters: `slope` is fixed. Source: Maas et al. 2013.

    >>> LeakyRelu().output((1, 64, 56, 56))
    (1, 64, 56, 56)
    """

    kind, traits, each = "leaky_relu", {"in-place"}, Cost(compares=1)
    keras = pytorch = "LeakyReLU"

    slope: Real = 0.01

    def forward(self, xp: Arrays, x: Array) -> Array:
        return xp.where(x > 0, x, x * self.slope)
