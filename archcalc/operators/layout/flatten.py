"""A volume as a vector."""

from archcalc.operators.operator import Array, Arrays, Op, Shape
from archcalc.operators.reading import Moved, Reads
from archcalc.operators.saved_for_backward import NOTHING
from archcalc.operators.shapes import size


class Flatten(Op):
    """A volume as one long vector.

        input    (n, c, h, w)
        output   (n, h * w * c)

    No parameters, no arithmetic.

    >>> Flatten().output((1, 512, 7, 7))
    (1, 25088)
    """

    kind, traits = "flatten", {"reshape", "by-channel", "view"}
    elsewhere = ("ravel",)
    keeps = NOTHING

    def output(self, x: Shape) -> Shape:
        return x[0], size(x)

    def reads(self, output: Shape, x: Shape) -> tuple[Reads, ...]:
        return (Moved(tuple(range(len(x)))),)

    def forward(self, xp: Arrays, x: Array) -> Array:
        return x.reshape(x.shape[0], -1)
