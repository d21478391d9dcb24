"""The hyperbolic tangent."""

from archcalc.operators.activation._base import Activation
from archcalc.operators.kernels import activations
from archcalc.operators.operator import Array, Arrays, Cost
from archcalc.operators.saved_for_backward import OUTPUT


class Tanh(Activation):
    """(exp(x) - exp(-x)) / (exp(x) + exp(-x)), for every value.

        input    any shape
        output   the same
        y = (exp(x) - exp(-x)) / (exp(x) + exp(-x))

    No parameters. Source: the hyperbolic tangent.

    >>> Tanh().output((1, 64, 56, 56))
    (1, 64, 56, 56)
    """

    kind, each = "tanh", Cost(adds=2, divides=1, exponentials=2)
    keeps = OUTPUT

    def forward(self, xp: Arrays, x: Array) -> Array:
        return activations.tanh(xp, x)

    def write(self, xp: Arrays, x: Array, out: Array) -> Array:
        return activations.tanh(xp, x, out)
