"""Some places of an axis."""

from archcalc.base.errors import Refused
from archcalc.operators.attributes import Natural, Positive, Span
from archcalc.operators.operator import Array, Arrays, Op, Shape
from archcalc.operators.reading import Along, Reads, pattern
from archcalc.operators.saved_for_backward import NOTHING
from archcalc.operators.shape_kinds import like
from archcalc.operators.shapes import shown_span, written


class Select(Op):
    """Every `step`-th place of an `axis`, from the first of `places` up to, but not with, the second.

        input    any shape
        output   the same, but for the axis: (to - from)/step, rounded up

    Axis 0 is the batch, 1 the channels of a volume or the tokens. No parameters, no arithmetic.

    >>> Select(axis=2, places=(0, 224), step=2).output((1, 3, 224, 224))
    (1, 3, 112, 224)
    """

    kind, traits = "select", {"reshape", "view"}
    keeps = NOTHING

    axis: Natural
    places: Span
    step: Positive = 1

    def output(self, x: Shape) -> Shape:
        first, last = self.places
        if self.axis >= len(x):
            raise Refused("shape", f"select wants axis {self.axis}, and {written(x)} has {len(x)}, with the batch")
        if last > x[self.axis]:
            raise Refused("shape", f"select wants {shown_span('place', first, last)} of axis {self.axis}, which has "
                                   f"{x[self.axis]}", hint="places: [from, to] counts from 0, and leaves `to` out")
        return like(x, (*x[:self.axis], -(-(last - first) // self.step), *x[self.axis + 1:]))

    def reads(self, output: Shape, x: Shape) -> tuple[Reads, ...]:
        chosen = Along(self.axis, pattern(self.places[0], 1, advance=self.step))
        return (tuple(chosen if axis == self.axis else Along(axis) for axis in range(len(x))),)

    def forward(self, xp: Arrays, x: Array) -> Array:
        first, last = self.places
        return x[(*(slice(None),) * self.axis, slice(first, last, self.step))]

    def summary(self, x: Shape) -> str:
        places = f"{shown_span('place', *self.places)} of axis {self.axis}"
        return places if self.step == 1 else f"{places}, every {self.step}"
