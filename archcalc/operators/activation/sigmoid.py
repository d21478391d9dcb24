"""The logistic function."""

from archcalc.operators.activation._base import Activation
from archcalc.operators.kernels import activations
from archcalc.operators.operator import Array, Arrays, Cost
from archcalc.operators.saved_for_backward import OUTPUT


class Sigmoid(Activation):
    """1 / (1 + exp(-x)), for every value.

        input    any shape
        output   the same
        y = 1 / (1 + exp(-x))

    No parameters. Source: the logistic function.

    >>> Sigmoid().output((1, 64, 56, 56))
    (1, 64, 56, 56)
    """

    kind, traits, each = "sigmoid", {"never-negative"}, Cost(adds=1, divides=1, exponentials=1)
    keeps = OUTPUT

    def forward(self, xp: Arrays, x: Array) -> Array:
        return activations.sigmoid(xp, x)

    def write(self, xp: Arrays, x: Array, out: Array) -> Array:
        return activations.sigmoid(xp, x, out)
