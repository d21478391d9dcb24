"""A whole array several times along its axes."""

from archcalc.base.errors import Refused
from archcalc.operators.attributes import Sizes
from archcalc.operators.operator import Array, Arrays, Op, Shape
from archcalc.operators.reading import UNKNOWN, Along, Reads
from archcalc.operators.saved_for_backward import NOTHING
from archcalc.operators.shape_kinds import like
from archcalc.operators.shapes import written


class Tile(Op):
    """The input `repeats` times along each axis, the batch first, one copy after another.

        input    any shape
        output   every axis times its number

    An axis of size 1 is broadcast so. No parameters, no arithmetic.

    >>> Tile(repeats=(1, 196, 1)).output((1, 1, 768))
    (1, 196, 768)
    """

    kind, traits = "tile", {"reshape"}
    elsewhere = ("broadcastto", "expand", "repeatvector")
    keeps = NOTHING

    repeats: Sizes

    def output(self, x: Shape) -> Shape:
        if len(self.repeats) != len(x):
            raise Refused("shape", f"tile has {len(self.repeats)} repeats, and {written(x)} has {len(x)} axes, with "
                                   "the batch", hint="repeats: [1, 1, 2, 2] doubles the sides of images")
        return like(x, (size * times for size, times in zip(x, self.repeats, strict=True)))

    def reads(self, output: Shape, x: Shape) -> tuple[Reads, ...]:
        return (tuple(Along(axis) if times == 1 else UNKNOWN for axis, times in enumerate(self.repeats)),)

    def forward(self, xp: Arrays, x: Array) -> Array:
        return xp.tile(x, self.repeats)

    def summary(self, x: Shape) -> str:
        return f"{'x'.join(map(str, self.repeats))} times"
