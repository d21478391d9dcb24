"""Learned positions of tokens."""

from math import prod

from archcalc.operators.attention._base import tokens
from archcalc.operators.operator import Array, Arrays, Cost, Op, Shape, Weight
from archcalc.operators.saved_for_backward import NOTHING


class Positions(Op):
    """A learned vector added to each token: where in the image it is.

        input       (n, t, d)
        output      the same
        embedding   (t, d)
        adds        t * d

    Source: Dosovitskiy et al. 2020, section 3.1 and equation 1.

    >>> Positions().weights((1, 197, 768))
    {'embedding': Weight(shape=(197, 768), role='weight')}
    """

    kind, traits = "positions", {"token"}
    elsewhere = ("posembed", "positionalembedding", "positionalencoding", "positionembedding")
    keeps = NOTHING

    def output(self, x: Shape) -> Shape:
        return tokens("positions", x)

    def weights(self, x: Shape) -> dict[str, Weight]:
        return {"embedding": Weight(x[1:])}

    def cost(self, output: Shape, x: Shape) -> Cost:
        return Cost(adds=prod(output))

    def forward(self, xp: Arrays, x: Array, embedding: Array) -> Array:
        return x + embedding

    def summary(self, x: Shape) -> str:
        return f"{x[1]} learned positions"
