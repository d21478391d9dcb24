"""An operator that archcalc has no rule for: its shapes are known, its arithmetic is not."""

from typing import ClassVar

from archcalc.base.errors import Refused
from archcalc.operators.attributes import Flag, Shapes, Sizes, Text
from archcalc.operators.inputs.module_array import held_weights
from archcalc.operators.operator import Array, Arrays, Op, Shape, Weight
from archcalc.operators.reading import UNKNOWN, Reads
from archcalc.operators.shape_kinds import undecided


class Opaque(Op):
    """What a file calls `operator`, of which only the `shape` that it gives is known, every axis, the batch first.

        inputs   any
        output   shape
        weight1, weight2, ...   the shapes in `arrays`, as the file holds them
        buffer1, buffer2, ...   the shapes in `buffers`, which are not trained

    What it computes is not known, so that totals of operations leave it out and say so; it cannot be run. Where it is
    not `counted`, it may hold more arrays than these, and totals of parameters say so, too.

    >>> Opaque(operator="Einsum", shape=(1, 197, 768)).output((1, 768, 197))
    (1, 197, 768)
    """

    kind, traits = "opaque", {"opaque"}
    inputs: ClassVar[tuple[int, int | None]] = (0, None)

    operator: Text
    shape: Sizes
    arrays: Shapes = ()
    buffers: Shapes = ()
    counted: Flag = True

    def output(self, *xs: Shape) -> Shape:
        return undecided(self.shape)

    def weights(self, *xs: Shape) -> dict[str, Weight]:
        return held_weights(self.arrays, self.buffers)

    def reads(self, output: Shape, *xs: Shape) -> tuple[Reads, ...]:
        return tuple((UNKNOWN,) * len(x) for x in xs)

    def forward(self, xp: Arrays, *xs: Array, **weights: Array) -> Array:
        raise Refused("operator", f"there is no rule for {self.operator}: it cannot be run",
                      hint="archcalc show counts what the file states of it")

    def summary(self, *xs: Shape) -> str:
        return f"{self.operator}: no rule, operations not counted"

    def notation(self, *xs: Shape) -> str:
        return self.operator
