"""Dropout."""

from math import prod

from archcalc.operators.attributes import Rate
from archcalc.operators.operator import Array, Arrays, Op, Shape
from archcalc.operators.saved_for_backward import NOTHING, Circumstances, Saved


class Dropout(Op):
    """In training, set a share `rate` of the values to zero; in use, change nothing.

        input    any shape
        output   the same

    No parameters. Source: Srivastava et al. 2014.

    >>> Dropout().output((1, 4096))
    (1, 4096)
    """

    kind, traits = "dropout", {"random"}
    elsewhere = ("alphadropout", "featurealphadropout", "gaussiandropout", "spatialdropout")
    drawn_as = "activation"
    keeps = NOTHING

    rate: Rate = 0.5

    def output(self, x: Shape) -> Shape:
        return x

    def is_view(self, training: bool) -> bool:
        return not training

    def saved(self, when: Circumstances, output: Shape, x: Shape) -> Saved:
        return Saved(masks=prod(output) if when.training else 0)

    def forward(self, xp: Arrays, x: Array) -> Array:
        return x

    def summary(self, x: Shape) -> str:
        return f"{self.rate:g} of the values"
