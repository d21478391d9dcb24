"""Some places of an axis, in any order and as often as wanted."""

from archcalc.base.errors import Refused
from archcalc.operators.attributes import Natural, Places
from archcalc.operators.operator import Array, Arrays, Op, Shape
from archcalc.operators.reading import MOST_PHASES, UNKNOWN, Along, Reads, Taps
from archcalc.operators.saved_for_backward import NOTHING
from archcalc.operators.shapes import written


class Gather(Op):
    """The places of an `axis` that `index` lists, in its order; a place may be listed several times.

        input    any shape
        output   the same, but for the axis, which has as many places as are listed

    Axis 0 is the batch, 1 the channels of a volume or the tokens; places count from 0. No parameters, no arithmetic.

    >>> Gather(axis=1, index=(2, 0, 0)).output((1, 3, 224, 224))
    (1, 3, 224, 224)
    """

    kind, traits = "gather", {"reshape"}
    elsewhere = ("indexselect", "take")
    keeps = NOTHING

    index: Places
    axis: Natural = 1

    def output(self, x: Shape) -> Shape:
        if self.axis >= len(x):
            raise Refused("shape", f"gather wants axis {self.axis}, and {written(x)} has {len(x)}, with the batch")
        if max(self.index) >= x[self.axis]:
            raise Refused("shape", f"gather wants place {max(self.index)} of axis {self.axis}, which has "
                                   f"{x[self.axis]}", hint="places are counted from 0" if self.axis else
                          "axis 0 is the batch: the volume's own begin at 1")
        return *x[:self.axis], len(self.index), *x[self.axis + 1:]

    def reads(self, output: Shape, x: Shape) -> tuple[Reads, ...]:
        taps = Taps(tuple(range(place, place + 1) for place in self.index))
        chosen = Along(self.axis, taps) if len(self.index) <= MOST_PHASES else UNKNOWN
        return (tuple(chosen if axis == self.axis else Along(axis) for axis in range(len(x))),)

    def forward(self, xp: Arrays, x: Array) -> Array:
        return xp.take(x, xp.asarray(self.index), axis=self.axis)

    def summary(self, x: Shape) -> str:
        shown = ", ".join(map(str, self.index[:4]))
        return f"places {shown}{', ...' if len(self.index) > 4 else ''} of axis {self.axis}"
