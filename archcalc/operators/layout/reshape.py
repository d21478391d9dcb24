"""The same values in another shape."""

from math import prod

from archcalc.base.errors import Refused
from archcalc.operators.attributes import Sizes
from archcalc.operators.operator import Array, Arrays, Op, Shape
from archcalc.operators.reading import Moved, Reads
from archcalc.operators.saved_for_backward import NOTHING
from archcalc.operators.shape_kinds import axes_undecided
from archcalc.operators.shapes import written


class Reshape(Op):
    """The same values under another `shape`, batch left out.

        input    any shape
        output   (n, *shape); of two sizes, tokens or a signal, as the first operator wants that tells them apart

    No parameters, no arithmetic.

    >>> Reshape(shape=(16, 28, 28)).output((1, 12544))
    (1, 16, 28, 28)
    """

    kind, traits = "reshape", {"reshape", "view"}
    elsewhere = ("expanddims", "squeeze", "unflatten", "unsqueeze", "view")
    keeps = NOTHING

    shape: Sizes

    def output(self, x: Shape) -> Shape:
        if prod(self.shape) != prod(x[1:]):
            raise Refused("shape", f"{written(x)} has {prod(x[1:]):,} values, and shape {list(self.shape)} holds "
                                   f"{prod(self.shape):,}",
                          hint="both must hold the same; flatten makes one axis of all")
        return axes_undecided((x[0], *self.shape))

    def reads(self, output: Shape, x: Shape) -> tuple[Reads, ...]:
        return (Moved(tuple(range(len(x)))),)

    def forward(self, xp: Arrays, x: Array) -> Array:
        return x.reshape(x.shape[0], *self.shape)
