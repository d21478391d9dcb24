"""Short integers as the values that they stand for."""

from math import prod

from archcalc.operators.attributes import Real
from archcalc.operators.operator import Array, Arrays, Cost, Op, Shape
from archcalc.operators.saved_for_backward import NOTHING


class Dequantize(Op):
    """The values that integers stand for, in steps of a `scale` from `zero_point`.

        input    any shape
        output   the same
        y = (x - zero_point) * scale

    No parameters: scale and zero point are measured, not learned. Source: Jacob et al. 2017; ONNX, DequantizeLinear.

    >>> Dequantize(scale=0.5, zero_point=128.0).output((1, 64, 56, 56))
    (1, 64, 56, 56)
    """

    kind, traits = "dequantize", {"activation"}
    keeps = NOTHING

    scale: Real
    zero_point: Real = 0.0

    def output(self, x: Shape) -> Shape:
        return x

    def cost(self, output: Shape, x: Shape) -> Cost:
        values = prod(output)
        return Cost(adds=values, divides=values)

    def forward(self, xp: Arrays, x: Array) -> Array:
        return (x - self.zero_point) * xp.asarray(self.scale, dtype=x.dtype)

    def summary(self, x: Shape) -> str:
        return f"from {self.zero_point:g}, in steps of {self.scale:g}"
