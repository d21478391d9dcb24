"""The sigmoid made of straight lines."""

from archcalc.operators.activation._base import Activation
from archcalc.operators.kernels import activations
from archcalc.operators.operator import Array, Arrays, Cost


class HardSigmoid(Activation):
    """min(max(0, x + 3), 6) / 6, for every value.

        input    any shape
        output   the same
        y = min(max(0, x + 3), 6) / 6

    No parameters. Source: Howard et al. 2019.

    >>> HardSigmoid().output((1, 64, 56, 56))
    (1, 64, 56, 56)
    """

    kind, traits, each = "hard_sigmoid", {"never-negative"}, Cost(adds=1, compares=2, divides=1)

    def forward(self, xp: Arrays, x: Array) -> Array:
        return activations.hard_sigmoid(xp, x)

    def write(self, xp: Arrays, x: Array, out: Array) -> Array:
        return activations.hard_sigmoid(xp, x, out)
