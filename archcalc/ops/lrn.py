"""Local response normalisation."""

from math import prod

from archcalc.rules.attributes import Positive
from archcalc.rules.operator import Cost, Op, Shape
from archcalc.rules.shapes import image


class Lrn(Op):
    """Divide each value by a power of the squares of `size` neighbouring channels.

        input    (n, c, h, w)
        output   the same
        per value: size squares added, one power, two divisions

    No parameters. Source: Krizhevsky et al. 2012, section 3.3.

    >>> Lrn().output((1, 96, 27, 27))
    (1, 96, 27, 27)
    """

    kind, family = "lrn", "lrn"

    size: Positive = 5

    def output(self, x: Shape) -> Shape:
        return image("lrn", x)

    def cost(self, output: Shape, x: Shape) -> Cost:  # noqa: ARG002
        values = prod(output)
        return Cost(adds=self.size * values, divides=2 * values, exponentials=values)

    def summary(self, x: Shape) -> str:  # noqa: ARG002
        return "Normalization layer"

    def notation(self, x: Shape) -> str:  # noqa: ARG002
        return "NORM"
