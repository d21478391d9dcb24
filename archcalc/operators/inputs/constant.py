"""An array of the network as a value among others."""

from typing import ClassVar

from archcalc.operators.attributes import Flag, Sizes
from archcalc.operators.operator import Array, Arrays, Op, Shape, Weight
from archcalc.operators.saved_for_backward import NOTHING
from archcalc.operators.shape_kinds import undecided


class ConstantArray(Op):
    """An array that the network holds and reads as it reads a volume: every axis is in `shape`.

        output   shape
        values   shape; parameters where they are `learned`, and a buffer elsewhere

    A learned query, a mask, anchors, what a signal is filled up with.

    >>> ConstantArray(shape=(1, 16, 8), learned=True).output()
    (1, 16, 8)
    """

    kind, traits = "constant", {"stored"}
    keeps = NOTHING
    inputs: ClassVar[tuple[int, int | None]] = (0, 0)

    shape: Sizes
    learned: Flag = False

    def output(self) -> Shape:
        return undecided(self.shape)

    def weights(self) -> dict[str, Weight]:
        return {"values": Weight(self.shape, "weight" if self.learned else "buffer")}

    def forward(self, xp: Arrays, values: Array) -> Array:
        return values

    def summary(self) -> str:
        return "learned" if self.learned else "fixed"
