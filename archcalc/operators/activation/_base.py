"""The base of activations: one function applied to every value."""

from math import prod
from typing import ClassVar

from archcalc.operators.operator import Cost, Op, Shape
from archcalc.operators.saved_for_backward import OUTPUT, Circumstances


class Activation(Op):
    """The shape stays; the cost is that of one value, times the values."""

    traits = {"activation"}
    each: ClassVar[Cost] = Cost()

    def output(self, x: Shape) -> Shape:
        return x

    def cost(self, output: Shape, x: Shape) -> Cost:
        values = prod(output)
        return Cost(*(values * count for count in self.each))

    def needs(self, when: Circumstances) -> str:
        return OUTPUT if when.in_place and "in-place" in self.traits else self.keeps
