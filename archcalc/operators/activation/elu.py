"""The exponential linear unit."""

from archcalc.operators.activation._base import Activation
from archcalc.operators.attributes import Real
from archcalc.operators.operator import Array, Arrays, Cost


class Elu(Activation):
    """x where it is positive, else slope * (exp(x) - 1).

        input    any shape
        output   the same
        y = x where x > 0, else slope * (exp(x) - 1)

    No parameters: `slope` is fixed. Source: Clevert et al. 2015.

    >>> Elu().output((1, 64, 56, 56))
    (1, 64, 56, 56)
    """

    kind, traits, each = "elu", {"in-place"}, Cost(adds=1, compares=1, exponentials=1)
    keras = pytorch = "ELU"

    slope: Real = 1.0

    def forward(self, xp: Arrays, x: Array) -> Array:
        return xp.where(x > 0, x, self.slope * xp.expm1(xp.minimum(x, 0)))
