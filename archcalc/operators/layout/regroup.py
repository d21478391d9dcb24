"""The same values in another shape, the batch's axis with the others."""

from math import prod

from archcalc.base.errors import Refused
from archcalc.operators.attributes import Sizes
from archcalc.operators.operator import Array, Arrays, Op, Shape
from archcalc.operators.reading import Moved, Reads
from archcalc.operators.saved_for_backward import NOTHING
from archcalc.operators.shape_kinds import axes_undecided
from archcalc.operators.shapes import written


class Regroup(Op):
    """The same values under another `shape` of every axis: windows of an image as if they were images of their own.

        input    any shape
        output   shape

    Where the batch stays the first axis, `reshape` says so. No parameters, no arithmetic.

    >>> Regroup(shape=(64, 49, 96)).output((1, 56, 56, 96))
    (64, 49, 96)
    """

    kind, traits = "regroup", {"reshape", "view"}
    keeps = NOTHING

    shape: Sizes

    def output(self, x: Shape) -> Shape:
        if prod(self.shape) != prod(x):
            raise Refused("shape", f"{written(x)} has {prod(x):,} values, and shape {list(self.shape)} holds "
                                   f"{prod(self.shape):,}", hint="the sizes are to multiply to the same number")
        return axes_undecided(self.shape)

    def reads(self, output: Shape, x: Shape) -> tuple[Reads, ...]:
        return (Moved(tuple(range(len(x)))),)

    def forward(self, xp: Arrays, x: Array) -> Array:
        return x.reshape(*self.shape)

    def summary(self, x: Shape) -> str:
        return f"to {'x'.join(map(str, self.shape))}, with the batch"
