"""What normalisations share: subtract a mean, divide by a deviation, then scale and shift."""

from math import prod

from archcalc.rules.attributes import Flag, Real
from archcalc.rules.operator import Cost, Op, Shape, Weight


def channels(x: Shape) -> int:
    """The axis that is scaled and shifted: channels of a volume, features of tokens and vectors."""
    return x[1] if len(x) == 4 else x[-1]


class Norm(Op):
    """The shape stays; each value is shifted and divided once. `epsilon` keeps the divisor from zero."""

    family = "norm"

    affine: Flag = True
    epsilon: Real = 1e-5

    def output(self, x: Shape) -> Shape:
        return x

    def weights(self, x: Shape) -> dict[str, Weight]:
        learned = Weight((channels(x),), "affine")
        return {"weight": learned, "bias": learned} if self.affine else {}

    def cost(self, output: Shape, x: Shape) -> Cost:
        return Cost(adds=prod(output), divides=prod(output))
