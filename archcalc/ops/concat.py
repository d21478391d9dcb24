"""Branches stacked."""

from typing import Any, ClassVar

from archcalc.rules.operator import Op, Shape
from archcalc.rules.shapes import alike


class Concat(Op):
    """Inputs stacked: volumes and vectors along their channels, tokens one after another.

        inputs   (n, c1, h, w), (n, c2, h, w), ...
        output   (n, c1 + c2 + ..., h, w)

    No parameters, no arithmetic. Source: Szegedy et al. 2014.

    >>> Concat().output((1, 64, 28, 28), (1, 128, 28, 28))
    (1, 192, 28, 28)
    """

    kind, family = "concat", "merge"
    inputs: ClassVar[tuple[int, int | None]] = (1, None)

    def output(self, *xs: Shape) -> Shape:
        alike("concat", xs, free_axis=1)
        n, _, *rest = xs[0]
        return n, sum(x[1] for x in xs), *rest

    def forward(self, xp: Any, *xs: Any) -> Any:
        return xp.concatenate(xs, axis=1)

    def summary(self, *xs: Shape) -> str:
        return f"{len(xs)} branches"
