"""Values rounded to short integers, in steps that follow from themselves."""

from math import prod

from archcalc.operators.function_words import Quantity
from archcalc.operators.operator import Array, Arrays, Cost, Op, Shape
from archcalc.operators.reading import ALL, Reads


class DynamicQuantize(Op):
    """Values as integers from 0 to 255, in 255 steps from their smallest to their largest, 0 among these.

        input        any shape
        output       the same; of the scale and the zero point (1,)
        scale = (max(0, x) - min(0, x)) / 255
        zero point = clip(round(-min(0, x) / scale), 0, 255)
        y = clip(round(x / scale) + zero point, 0, 255)

    `gives` is what it gives: the values, their scale, their zero_point, or the values restored, (y - zero point) *
    scale. Scale and zero point are those of all images at once. No parameters. Source: ONNX, DynamicQuantizeLinear.

    >>> DynamicQuantize().output((1, 128, 64)), DynamicQuantize(gives="scale").output((1, 128, 64))
    ((1, 128, 64), (1,))
    """

    kind, traits = "dynamic_quantize", {"quiet", "beside"}

    gives: Quantity = "values"

    def output(self, x: Shape) -> Shape:
        return x if self.gives in {"values", "restored"} else (1,)

    def cost(self, output: Shape, x: Shape) -> Cost:
        values = prod(output)
        return Cost(adds=values, compares=2 * prod(x), divides=values)

    def reads(self, output: Shape, x: Shape) -> tuple[Reads, ...]:
        return ((ALL,) * len(x),)

    def forward(self, xp: Arrays, x: Array) -> Array:
        low, high = xp.minimum(xp.min(x), 0), xp.maximum(xp.max(x), 0)
        scale = (high - low) / 255
        scale = xp.where(scale > 0, scale, xp.ones_like(scale)).astype(x.dtype)
        zero_point = xp.clip(xp.rint(-low / scale), 0, 255)
        if self.gives == "scale":
            return scale.reshape(1)
        if self.gives == "zero_point":
            return zero_point.astype(x.dtype).reshape(1)
        y = xp.clip(xp.rint(x / scale) + zero_point, 0, 255).astype(x.dtype)
        return y if self.gives == "values" else ((y - zero_point) * scale).astype(x.dtype)

    def summary(self, x: Shape) -> str:
        return "to 0 ... 255, in steps of their own" if self.gives == "values" else self.gives.replace("_", " ")
