"""A volume as tokens."""

from math import prod

from archcalc.operators.operator import Array, Arrays, Op, Shape
from archcalc.operators.reading import Moved, Reads
from archcalc.operators.saved_for_backward import NOTHING
from archcalc.operators.shapes import spatial


class ToTokens(Op):
    """Each place of a signal, an image or a volume as a token, row by row; its channels are the token's features.

        input    (n, c, h, w), (n, c, l) or (n, c, d, h, w)
        output   (n, h * w, c)

    No parameters, no arithmetic.
    Source: Dosovitskiy et al. 2020, section 3.1.

    >>> ToTokens().output((1, 768, 14, 14))
    (1, 196, 768)
    """

    kind, traits = "to_tokens", {"token", "view"}
    elsewhere = ("patchify",)
    keeps = NOTHING

    def output(self, x: Shape) -> Shape:
        n, c, *sizes = spatial("to_tokens", x)
        return n, prod(sizes), c

    def reads(self, output: Shape, x: Shape) -> tuple[Reads, ...]:
        return (Moved((0, *range(2, len(x)), 1)),)

    def forward(self, xp: Arrays, x: Array) -> Array:
        n, c, *sizes = x.shape
        return x.reshape(n, c, prod(sizes)).transpose(0, 2, 1)

    def summary(self, x: Shape) -> str:
        return f"{'x'.join(map(str, x[2:]))} places as tokens"
