"""Axes in another order."""

from archcalc.base.errors import Refused
from archcalc.operators.attributes import Order
from archcalc.operators.operator import Array, Arrays, Op, Shape
from archcalc.operators.reading import Moved, Reads
from archcalc.operators.saved_for_backward import NOTHING
from archcalc.operators.shape_kinds import axes_moved, like, turned
from archcalc.operators.shapes import written


class Transpose(Op):
    """The same values with their axes in another `order`: axis i of the output is axis order[i] of the input.

        input    any shape
        output   its axes in the new order

    Axis 0 is the batch. Tokens whose two axes are turned, order [0, 2, 1], are a signal, and a signal tokens. No
    parameters, no arithmetic.

    >>> Transpose(order=(0, 2, 3, 1)).output((1, 96, 56, 56))
    (1, 56, 56, 96)
    """

    kind, traits = "transpose", {"reshape", "view"}
    keeps = NOTHING
    elsewhere = ("permute",)

    order: Order

    def output(self, x: Shape) -> Shape:
        if len(self.order) != len(x):
            raise Refused("shape", f"transpose orders {len(self.order)} axes, and {written(x)} has {len(x)}, "
                                   "with the batch", hint="the order names every axis once, the batch, 0, first")
        moved = tuple(x[axis] for axis in self.order)
        if len(x) != 3:
            return axes_moved(x, self.order)
        return like(x, moved) if self.order.index(1) < self.order.index(2) else turned(x, moved)

    def reads(self, output: Shape, x: Shape) -> tuple[Reads, ...]:
        return (Moved(self.order),)

    def forward(self, xp: Arrays, x: Array) -> Array:
        return x.transpose(*self.order)

    def summary(self, x: Shape) -> str:
        return f"axes {','.join(map(str, self.order))}"
