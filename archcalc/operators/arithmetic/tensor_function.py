"""A function on arrays that multiplies no matrices, of which the cost is known and the arithmetic is not."""

from math import prod
from typing import ClassVar

from archcalc.base.errors import Refused
from archcalc.operators.attributes import Shapes, Sizes, Text
from archcalc.operators.function_words import Counting
from archcalc.operators.inputs.module_array import held_weights
from archcalc.operators.operator import Array, Arrays, Cost, Op, Shape, Weight
from archcalc.operators.reading import UNKNOWN, Reads

_EACH = {"moves": Cost(), "adds": Cost(adds=1), "compares": Cost(compares=1), "divides": Cost(divides=1),
         "exponentials": Cost(exponentials=1)}
"""The cost of one value."""


class TensorFunction(Op):
    """What a framework calls `function`: values compared, sorted, looked up or moved. Every axis is in `shape`.

        inputs   any
        output   shape
        weight1, weight2, ...   the shapes in `learned`, parameters
        buffer1, buffer2, ...   the shapes in `buffers`, not trained
        cost     one operation for each value of the inputs or of the output, whichever are more

    `counts` is the operation: moves (none), adds, compares, divides or exponentials. It multiplies no matrices, so
    that totals of products are whole with it; it cannot be run.

    >>> op = TensorFunction(function="greater", shape=(1, 8), counts="compares")
    >>> op.cost(op.output((1, 8)), (1, 8)).compares
    8
    """

    kind, traits = "tensor_function", {"merge", "counted-only"}
    inputs: ClassVar[tuple[int, int | None]] = (0, None)

    function: Text
    shape: Sizes
    counts: Counting = "moves"
    learned: Shapes = ()
    buffers: Shapes = ()

    def output(self, *xs: Shape) -> Shape:
        return self.shape

    def weights(self, *xs: Shape) -> dict[str, Weight]:
        return held_weights(self.learned, self.buffers)

    def cost(self, output: Shape, *xs: Shape) -> Cost:
        values = max(map(prod, (output, *xs)))
        return Cost(*(values * count for count in _EACH[self.counts]))

    def reads(self, output: Shape, *xs: Shape) -> tuple[Reads, ...]:
        return tuple((UNKNOWN,) * len(x) for x in xs)

    def forward(self, xp: Arrays, *xs: Array, **weights: Array) -> Array:
        raise Refused("operator", f"{self.function} is counted, and cannot be run", hint="archcalc show counts it")

    def summary(self, *xs: Shape) -> str:
        return self.function.replace("_", " ")
