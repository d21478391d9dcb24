"""The sigmoid linear unit, or swish."""

from typing import Any

from archcalc.operators.activation._base import Activation
from archcalc.operators.kernels import activations
from archcalc.operators.operator import Cost


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

    def forward(self, xp: Any, x: Any) -> Any:
        return activations.silu(xp, x)

    def write(self, xp: Any, x: Any, out: Any) -> Any:
        return activations.silu(xp, x, out)
