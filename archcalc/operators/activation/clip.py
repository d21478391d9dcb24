"""Values kept between two."""

from math import prod

from archcalc.operators.attributes import Real
from archcalc.operators.operator import Array, Arrays, Cost, Op, Shape


class Clip(Op):
    """Values below `low` become `low`, values above `high` become `high`.

        input    any shape
        output   the same
        y = min(max(low, x), high)

    No parameters. From 0 to 6, `relu6` says it better.

    >>> Clip(low=-1.0, high=1.0).output((1, 64, 56, 56))
    (1, 64, 56, 56)
    """

    kind, traits = "clip", {"activation"}
    elsewhere = ("clamp", "hardtanh")

    low: Real
    high: Real

    def output(self, x: Shape) -> Shape:
        return x

    def cost(self, output: Shape, x: Shape) -> Cost:
        return Cost(compares=2 * prod(output))

    def forward(self, xp: Arrays, x: Array) -> Array:
        return xp.clip(x, self.low, self.high)

    def summary(self, x: Shape) -> str:
        return f"{self.low:g} to {self.high:g}"
