"""Branches multiplied."""

from math import prod
from typing import ClassVar

from archcalc.base.errors import Refused
from archcalc.operators.operator import Array, Arrays, Cost, Op, Shape
from archcalc.operators.shape_kinds import is_spatial
from archcalc.operators.shapes import apart, one_kind


class Multiply(Op):
    """The product of inputs of one shape; a (n, c, 1, 1) input scales whole channels.

        inputs   (n, c, h, w), and each of the others the same or (n, c, 1, 1)
        output   (n, c, h, w)

    No parameters. Source: Hu et al. 2017 (squeeze and excitation).

    >>> Multiply().output((1, 256, 56, 56), (1, 256, 1, 1))
    (1, 256, 56, 56)
    """

    kind, traits = "multiply", {"merge"}
    sign = "×"
    elsewhere = ("mul",)
    inputs: ClassVar[tuple[int, int | None]] = (2, None)

    def torch_functions(self, *xs: Shape) -> tuple[str, ...]:
        return ("mul",)

    def output(self, *xs: Shape) -> Shape:
        largest = max(xs, key=prod)
        if 2 < len(largest) < 6:
            one_kind("multiply", xs)
        for x in xs:
            if x is largest or (is_spatial(x) and x[2:] == (1,) * len(largest[2:]) and x[:2] == largest[:2]):
                continue
            if x != largest:
                raise Refused("shape", f"multiply cannot join {apart(largest, x)}",
                              hint="the inputs must agree, or be 1x1 with the same channels")
        return largest

    def cost(self, output: Shape, *xs: Shape) -> Cost:
        return Cost(adds=0, divides=prod(output) * (len(xs) - 1))

    def forward(self, xp: Arrays, *xs: Array) -> Array:
        first, second, *others = xs
        y = first * second
        for x in others:
            y = y * x
        return y

    def summary(self, *xs: Shape) -> str:
        return f"product of {len(xs)}"
