"""Radial basis functions. LeNet-5 as published: LeCun et al. 1998, section II.B."""

from math import prod

from archcalc.base.errors import Refused
from archcalc.operators.attributes import Positive
from archcalc.operators.operator import Array, Arrays, Cost, Op, Shape, Weight
from archcalc.operators.reading import Reads, mixed


class Rbf(Op):
    """Euclidean radial basis functions: the squared distance to a fixed code for each class.

        input    (n, d)
        output   (n, units)
        codes    (units, d)                                 chosen by hand, not trained
        adds     2 * d * units

    >>> Rbf(units=10).output((1, 84))
    (1, 10)
    """

    kind, traits = "rbf", {"linear"}

    units: Positive

    def torch_functions(self, x: Shape) -> tuple[str, ...]:
        return "sub", "pow", "sum"

    def output(self, x: Shape) -> Shape:
        if len(x) != 2:
            raise Refused("shape", "rbf takes a vector", hint="put flatten before it")
        return x[0], self.units

    def weights(self, x: Shape) -> dict[str, Weight]:
        return {"codes": Weight((self.units, x[1]), "buffer")}

    def cost(self, output: Shape, x: Shape) -> Cost:
        return Cost(adds=2 * x[1] * prod(output))

    def reads(self, output: Shape, x: Shape) -> tuple[Reads, ...]:
        return (mixed(x, (1,)),)

    def forward(self, xp: Arrays, x: Array, codes: Array) -> Array:
        return xp.sum(xp.square(x[:, None] - codes), axis=2)

    def summary(self, x: Shape) -> str:
        return f"distance to {self.units} fixed codes"
