"""The sigmoid linear unit, or swish."""

from archcalc.operators.activation._base import Activation
from archcalc.operators.kernels import activations
from archcalc.operators.operator import Array, Arrays, Cost


class Silu(Activation):
    """x / (1 + exp(-x)), for every value.

        input    any shape
        output   the same
        y = x / (1 + exp(-x))

    No parameters. Source: Ramachandran et al. 2017 (swish).

    >>> Silu().output((1, 64, 56, 56))
    (1, 64, 56, 56)
    """

    kind, each = "silu", Cost(adds=1, divides=1, exponentials=1)
    pytorch = "SiLU"
    elsewhere = ("swish",)

    def forward(self, xp: Arrays, x: Array) -> Array:
        return activations.silu(xp, x)

    def write(self, xp: Arrays, x: Array, out: Array) -> Array:
        return activations.silu(xp, x, out)
