"""The rectifier."""

from archcalc.operators.activation._base import Activation
from archcalc.operators.operator import Array, Arrays, Cost
from archcalc.operators.saved_for_backward import OUTPUT


class Relu(Activation):
    """max(0, x), for every value.

        input    any shape
        output   the same
        y = max(0, x)

    No parameters. Source: Nair and Hinton 2010.

    >>> Relu().output((1, 64, 56, 56))
    (1, 64, 56, 56)
    """

    kind, traits, each = "relu", {"in-place", "never-negative"}, Cost(compares=1)
    keeps = OUTPUT
    keras = pytorch = "ReLU"

    def forward(self, xp: Arrays, x: Array) -> Array:
        from archcalc.operators.kernels.activations import relu

        return relu(xp, x)

    def write(self, xp: Arrays, x: Array, out: Array) -> Array:
        from archcalc.operators.kernels.activations import relu

        return relu(xp, x, out)
