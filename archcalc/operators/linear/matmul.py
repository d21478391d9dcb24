"""The product of two volumes that both depend on the input."""

from math import prod
from typing import ClassVar

from archcalc.base.errors import Refused
from archcalc.operators.operator import Array, Arrays, Cost, Op, Shape
from archcalc.operators.reading import ALL, Along, Reads, aligned
from archcalc.operators.shape_kinds import axes_undecided
from archcalc.operators.shapes import broadcast, listed


class Matmul(Op):
    """Matrix products of the last two axes; the axes before them count the matrices.

        inputs   (n, ..., a, b) and (n, ..., b, c)
        output   (n, ..., a, c)
        macs     ... * a * c * b

    No parameters. An attention's scores and mixtures, where they are written out.

    >>> Matmul().output((1, 12, 197, 64), (1, 12, 64, 197))
    (1, 12, 197, 197)
    """

    kind, traits = "matmul", {"product", "written-out"}
    elsewhere = ("bmm", "dot", "mm")
    inputs: ClassVar[tuple[int, int | None]] = (2, 2)

    def output(self, x: Shape, y: Shape) -> Shape:
        if min(len(x), len(y)) < 2 or x[-1] != y[-2]:
            raise Refused("shape", f"matmul cannot multiply {listed(x)} and {listed(y)}",
                          hint="the last axis of the first must be the last but one of the second")
        product = *broadcast("matmul", x[:-2], y[:-2]), x[-2], y[-1]
        return axes_undecided(product)

    def cost(self, output: Shape, x: Shape, y: Shape) -> Cost:
        macs = prod(output) * x[-1]
        return Cost(macs=macs, paired=macs)

    def reads(self, output: Shape, x: Shape, y: Shape) -> tuple[Reads, ...]:
        rows, columns = aligned((*x[:-2], 1, 1), output)[:-2], aligned((*y[:-2], 1, 1), output)[:-2]
        return (*rows, Along(len(output) - 2), ALL), (*columns, ALL, Along(len(output) - 1))

    def forward(self, xp: Arrays, *xs: Array) -> Array:
        return xp.matmul(*xs)

    def summary(self, x: Shape, y: Shape) -> str:
        return f"{x[-2]}x{x[-1]} by {y[-2]}x{y[-1]}"
