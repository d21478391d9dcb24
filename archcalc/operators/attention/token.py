"""One of the tokens."""

from archcalc.base.errors import Refused
from archcalc.operators.attributes import Natural
from archcalc.operators.operator import Array, Arrays, Op, Shape
from archcalc.operators.reading import Along, Reads, one_place
from archcalc.operators.saved_for_backward import NOTHING
from archcalc.operators.shapes import tokens


class Token(Op):
    """The features of token number `index`, counted from 0; the others are dropped.

        input    (n, t, d)
        output   (n, d)

    No parameters, no arithmetic. Source: Dosovitskiy et al. 2020, equation 4.

    >>> Token(index=0).output((1, 197, 768))
    (1, 768)
    """

    kind, traits = "token", {"token", "readout", "view"}
    keeps = NOTHING

    index: Natural

    def output(self, x: Shape) -> Shape:
        n, t, d = tokens("token", x)
        if self.index >= t:
            raise Refused("shape", f"token {self.index} is asked for, and there are {t}, counted from 0",
                          hint=f"the last one is {t - 1}")
        return n, d

    def reads(self, output: Shape, x: Shape) -> tuple[Reads, ...]:
        return ((Along(0), Along(None, one_place(self.index)), Along(1)),)

    def forward(self, xp: Arrays, x: Array) -> Array:
        return x[:, self.index]

    def summary(self, x: Shape) -> str:
        return f"token {self.index} of {x[1]}"
