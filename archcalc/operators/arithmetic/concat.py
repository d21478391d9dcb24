"""Branches stacked."""

from itertools import accumulate, pairwise
from typing import ClassVar

from archcalc.base.errors import Refused
from archcalc.operators.attributes import Natural
from archcalc.operators.operator import Array, Arrays, Op, Shape
from archcalc.operators.reading import Along, Reads, one_place
from archcalc.operators.saved_for_backward import NOTHING
from archcalc.operators.shape_kinds import like
from archcalc.operators.shapes import alike, joined, written


class Concat(Op):
    """Inputs stacked: volumes and vectors along their channels, tokens one after another.

        inputs   (n, c1, h, w), (n, c2, h, w), ...
        output   (n, c1 + c2 + ..., h, w)

    `axis` 1 is that of channels and tokens, 0 the batch. No parameters, no arithmetic. Source: Szegedy et al. 2014.

    >>> Concat().output((1, 64, 28, 28), (1, 128, 28, 28))
    (1, 192, 28, 28)
    """

    kind, traits = "concat", {"merge", "stacks"}
    keeps = NOTHING
    keras = "Concatenate"
    elsewhere = ("cat", "stack")
    inputs: ClassVar[tuple[int, int | None]] = (1, None)

    axis: Natural = 1

    def torch_functions(self, *xs: Shape) -> tuple[str, ...]:
        return ("cat",)

    def output(self, *xs: Shape) -> Shape:
        if self.axis >= len(xs[0]):
            raise Refused("shape", f"concat wants axis {self.axis}, and {written(xs[0])} has {len(xs[0])}, with the "
                                   "batch")
        alike("concat", xs, free_axis=self.axis)
        first = joined(xs)
        return like(first, (*first[:self.axis], sum(x[self.axis] for x in xs), *first[self.axis + 1:]))

    def reads(self, output: Shape, *xs: Shape) -> tuple[Reads, ...]:
        ends = list(accumulate((x[self.axis] for x in xs), initial=0))
        return tuple(tuple(Along(axis, one_place(-start), range(start, end)) if axis == self.axis else Along(axis)
                           for axis in range(len(output))) for start, end in pairwise(ends))

    def forward(self, xp: Arrays, *xs: Array) -> Array:
        return xp.concatenate(xs, axis=self.axis)

    def summary(self, *xs: Shape) -> str:
        return f"{len(xs)} branches"
