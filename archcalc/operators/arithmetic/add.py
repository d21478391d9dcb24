"""Branches added."""

from math import prod
from typing import ClassVar

from archcalc.operators.operator import Array, Arrays, Cost, Op, Shape
from archcalc.operators.saved_for_backward import NOTHING
from archcalc.operators.shapes import alike, joined


class Add(Op):
    """The sum of two or more inputs of one shape.

        inputs   any shape, all the same
        output   that shape
        adds     values * (inputs - 1)

    No parameters. Source: He et al. 2015.

    >>> Add().output((1, 256, 56, 56), (1, 256, 56, 56))
    (1, 256, 56, 56)
    """

    kind, traits = "add", {"merge", "sum"}
    keeps = NOTHING
    sign = "+"
    elsewhere = ("eltwise", "sum")
    inputs: ClassVar[tuple[int, int | None]] = (2, None)

    def output(self, *xs: Shape) -> Shape:
        alike("add", xs)
        return joined(xs)

    def cost(self, output: Shape, *xs: Shape) -> Cost:
        return Cost(adds=prod(output) * (len(xs) - 1))

    def forward(self, xp: Arrays, *xs: Array) -> Array:
        first, second, *others = xs
        y = first + second
        for x in others:
            y += x
        return y

    def summary(self, *xs: Shape) -> str:
        return f"sum of {len(xs)}"
