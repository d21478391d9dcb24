"""Axes reduced to one value."""

from math import prod

from archcalc.base.errors import Refused
from archcalc.operators.attributes import Axes, Flag
from archcalc.operators.function_words import Reduction
from archcalc.operators.kernels.pooling import means
from archcalc.operators.operator import Array, Arrays, Cost, Op, Shape
from archcalc.operators.reading import Along, Reads
from archcalc.operators.saved_for_backward import NOTHING, Circumstances
from archcalc.operators.shape_kinds import like, undecided
from archcalc.operators.shapes import written


class Reduce(Op):
    """The mean, sum, max or min over some `axes`, which stay with size 1 if they are to be `kept`.

        input    any shape
        output   1 for each of the axes, or without them
        adds     the values of the input; compares for max and min

    `function` is mean, sum, max or min; axis 0 is the batch. No parameters.

    >>> Reduce(function="mean", axes=(1,)).output((1, 196, 768))
    (1, 768)
    """

    kind, traits = "reduce", {"reduction"}
    elsewhere = ("reducemax", "reducemean", "reducemin", "reducesum")

    function: Reduction
    axes: Axes
    kept: Flag = False

    def torch_functions(self, x: Shape) -> tuple[str, ...]:
        return (self.function,)

    def output(self, x: Shape) -> Shape:
        if max(self.axes) >= len(x):
            raise Refused("shape", f"reduce wants axis {max(self.axes)}, and {written(x)} has {len(x)}, with the batch")
        rest = tuple(1 if axis in self.axes else size for axis, size in enumerate(x)
                     if self.kept or axis not in self.axes)
        if not rest:
            raise Refused("shape", f"reduce leaves no axis of {written(x)}", hint="kept: true leaves them with size 1")
        return like(x, rest) if self.kept else undecided(rest)

    def cost(self, output: Shape, x: Shape) -> Cost:
        if self.function in {"max", "min"}:
            return Cost(compares=prod(x))
        return Cost(adds=prod(x), divides=prod(output) if self.function == "mean" else 0)

    def needs(self, when: Circumstances) -> str:
        """Means and sums need nothing: their gradients are spread out evenly."""
        return NOTHING if self.function in {"mean", "sum"} else self.keeps

    def reads(self, output: Shape, x: Shape) -> tuple[Reads, ...]:
        places = iter(range(len(output)))
        axes = {axis: next(places) for axis in range(len(x)) if self.kept or axis not in self.axes}
        return (tuple(Along() if axis in self.axes else Along(axes[axis]) for axis in range(len(x))),)

    def forward(self, xp: Arrays, x: Array) -> Array:
        if self.function == "mean" and self.axes == tuple(range(2, len(x.shape))):
            return means(xp, x).reshape(*self.output(x.shape))
        reduced: Array = getattr(xp, self.function)(x, axis=self.axes, keepdims=self.kept)
        return reduced

    def summary(self, x: Shape) -> str:
        return f"{self.function} over axes {','.join(map(str, self.axes))}"
