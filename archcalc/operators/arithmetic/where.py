"""One of two volumes, value by value."""

from math import prod
from typing import ClassVar

from archcalc.operators.operator import Array, Arrays, Cost, Op, Shape
from archcalc.operators.reading import Reads, aligned
from archcalc.operators.saved_for_backward import NOTHING, Circumstances, Saved
from archcalc.operators.shapes import broadcast


class Where(Op):
    """The value of the second input where the first is above 0, that of the third elsewhere.

        inputs   condition, yes, no; axes of size 1 are repeated, missing ones in front as well
        output   the shape that they have together
        compares the values of the output

    No parameters. A condition is a comparison's difference: where x > y, subtract gives it.

    >>> Where().output((1, 1, 8, 8), (1, 16, 8, 8), (1, 16, 8, 8))
    (1, 16, 8, 8)
    """

    kind, traits = "where", {"merge"}
    elsewhere = ("maskedfill",)
    inputs: ClassVar[tuple[int, int | None]] = (3, 3)

    def output(self, condition: Shape, yes: Shape, no: Shape) -> Shape:
        return broadcast("where", condition, yes, no)

    def cost(self, output: Shape, *xs: Shape) -> Cost:
        return Cost(compares=prod(output))

    def reads(self, output: Shape, *xs: Shape) -> tuple[Reads, ...]:
        return tuple(aligned(x, output) for x in xs)

    def needs(self, when: Circumstances) -> str:
        return NOTHING

    def saved(self, when: Circumstances, output: Shape, *xs: Shape) -> Saved:
        """The condition, as a mask."""
        return Saved(masks=prod(xs[0]))

    def forward(self, xp: Arrays, *xs: Array) -> Array:
        condition, yes, no = xs
        return xp.where(condition > 0, yes, no)

    def summary(self, *xs: Shape) -> str:
        return "the second where the first is above 0, else the third"
