"""The Gaussian error linear unit."""

from archcalc.operators.activation._base import Activation
from archcalc.operators.attributes import Approximation
from archcalc.operators.kernels.gelu import gelu, gelu_by_tanh
from archcalc.operators.operator import Array, Arrays, Cost


class Gelu(Activation):
    """x times the chance that a standard normal value lies below x.

        input    any shape
        output   the same
        y = x/2 * (1 + erf(x/sqrt(2))), or its `tanh` approximation

    No parameters. `approximation` is none or tanh. Source: Hendrycks and Gimpel 2016.

    >>> Gelu().output((1, 197, 3072))
    (1, 197, 3072)
    """

    kind, each = "gelu", Cost(adds=1, divides=1, exponentials=1)
    pytorch = "GELU"

    approximation: Approximation = "none"

    def forward(self, xp: Arrays, x: Array) -> Array:
        return gelu(xp, x) if self.approximation == "none" else gelu_by_tanh(xp, x)

    def write(self, xp: Arrays, x: Array, out: Array) -> Array:
        return gelu(xp, x, out) if self.approximation == "none" else gelu_by_tanh(xp, x, out)
