"""Values rounded to short integers."""

from math import prod

from archcalc.operators.attributes import Real
from archcalc.operators.operator import Array, Arrays, Cost, Op, Shape


class Quantize(Op):
    """Values in steps of a `scale`, as integers from `low` to `high`, of which `zero_point` stands for 0.

        input    any shape
        output   the same
        y = clip(round(x / scale) + zero_point, low, high)

    Halves are rounded to the even integer. No parameters: scale and zero point are measured, not learned. Source:
    Jacob et al. 2017; ONNX, QuantizeLinear.

    >>> Quantize(scale=0.5, zero_point=128.0, low=0.0, high=255.0).output((1, 64, 56, 56))
    (1, 64, 56, 56)
    """

    kind, traits = "quantize", {"activation"}

    scale: Real
    zero_point: Real = 0.0
    low: Real = -128.0
    high: Real = 127.0

    def output(self, x: Shape) -> Shape:
        return x

    def cost(self, output: Shape, x: Shape) -> Cost:
        values = prod(output)
        return Cost(adds=values, compares=2 * values, divides=values)

    def forward(self, xp: Arrays, x: Array) -> Array:
        return xp.clip(xp.rint(x / xp.asarray(self.scale, dtype=x.dtype)) + self.zero_point, self.low, self.high)

    def summary(self, x: Shape) -> str:
        return f"to {self.low:g} ... {self.high:g}, in steps of {self.scale:g}"
