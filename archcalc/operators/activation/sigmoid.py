"""The logistic function."""

from typing import Any

from archcalc.operators.activation._base import Activation
from archcalc.operators.kernels import activations
from archcalc.operators.operator import Cost
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

    kind, each = "sigmoid", Cost(adds=1, divides=1, exponentials=1)
    keeps = OUTPUT

    def forward(self, xp: Any, x: Any) -> Any:
        return activations.sigmoid(xp, x)

    def write(self, xp: Any, x: Any, out: Any) -> Any:
        return activations.sigmoid(xp, x, out)
