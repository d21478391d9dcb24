"""An axis in reverse."""

from archcalc.base.errors import Refused
from archcalc.operators.attributes import Natural
from archcalc.operators.operator import Array, Arrays, Op, Shape
from archcalc.operators.reading import MOST_PHASES, UNKNOWN, Along, Reads, Taps
from archcalc.operators.saved_for_backward import NOTHING
from archcalc.operators.shapes import written


class Flip(Op):
    """The places of an `axis` in reverse: a sequence from its end to its beginning, an image mirrored.

        input    any shape
        output   the same

    Axis 0 is the batch, 1 the channels of a volume or the tokens. No parameters, no arithmetic.

    >>> Flip(axis=1).output((1, 20, 64))
    (1, 20, 64)
    """

    kind, traits = "flip", {"reshape"}
    elsewhere = ("reverse",)
    keeps = NOTHING

    axis: Natural

    def output(self, x: Shape) -> Shape:
        if self.axis >= len(x):
            raise Refused("shape", f"flip wants axis {self.axis}, and {written(x)} has {len(x)}, with the batch")
        return x

    def reads(self, output: Shape, x: Shape) -> tuple[Reads, ...]:
        size = x[self.axis]
        taps = Taps(tuple(range(place, place + 1) for place in reversed(range(min(size, MOST_PHASES)))))
        turned = Along(self.axis, taps) if size <= MOST_PHASES else UNKNOWN
        return (tuple(turned if axis == self.axis else Along(axis) for axis in range(len(x))),)

    def forward(self, xp: Arrays, x: Array) -> Array:
        return xp.flip(x, axis=self.axis)

    def summary(self, x: Shape) -> str:
        return f"axis {self.axis} in reverse"
