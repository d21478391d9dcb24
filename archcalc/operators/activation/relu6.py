"""The rectifier that stops at six."""

from archcalc.operators.activation._base import Activation
from archcalc.operators.kernels import activations
from archcalc.operators.operator import Array, Arrays, Cost


class Relu6(Activation):
    """min(max(0, x), 6), for every value.

        input    any shape
        output   the same
        y = min(max(0, x), 6)

    No parameters. Source: Howard et al. 2017 (MobileNet).

    >>> Relu6().output((1, 64, 56, 56))
    (1, 64, 56, 56)
    """

    # PyTorch keeps a copy of the input before it writes over it, which comes to the same as not doing so
    kind, traits, each = "relu6", {"never-negative"}, Cost(compares=2)
    pytorch = "ReLU6"

    def forward(self, xp: Arrays, x: Array) -> Array:
        return activations.relu6(xp, x)

    def write(self, xp: Arrays, x: Array, out: Array) -> Array:
        return activations.relu6(xp, x, out)
