"""Dropout."""

from typing import Any

from archcalc.rules.attributes import Rate
from archcalc.rules.operator import Op, Shape


class Dropout(Op):
    """In training, set a share `rate` of the values to zero; in use, change nothing.

        input    any shape
        output   the same

    No parameters. Source: Srivastava et al. 2014.

    >>> Dropout().output((1, 4096))
    (1, 4096)
    """

    kind, family = "dropout", "dropout"

    rate: Rate = 0.5

    def output(self, x: Shape) -> Shape:
        return x

    def forward(self, xp: Any, x: Any) -> Any:
        return x

    def summary(self, x: Shape) -> str:
        return f"{self.rate:g} of the values"
