"""Swish with a sigmoid of straight lines."""

from archcalc.operators.activation._base import Activation
from archcalc.operators.kernels import activations
from archcalc.operators.operator import Array, Arrays, Cost


class HardSwish(Activation):
    """x * min(max(0, x + 3), 6) / 6, for every value.

        input    any shape
        output   the same
        y = x * min(max(0, x + 3), 6) / 6

    No parameters. Source: Howard et al. 2019.

    >>> HardSwish().output((1, 64, 56, 56))
    (1, 64, 56, 56)
    """

    # PyTorch keeps a copy of the input before it writes over it, which comes to the same as not doing so
    kind, each = "hard_swish", Cost(adds=1, compares=2, divides=1)

    def forward(self, xp: Arrays, x: Array) -> Array:
        return activations.hard_swish(xp, x)

    def write(self, xp: Arrays, x: Array, out: Array) -> Array:
        return activations.hard_swish(xp, x, out)
