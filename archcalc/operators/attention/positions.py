"""Positions of tokens, learned or as waves."""

from math import prod

from archcalc.base.errors import Refused
from archcalc.operators.attributes import Flag, Natural
from archcalc.operators.kernels.rotary import angles
from archcalc.operators.operator import Array, Arrays, Cost, Op, Shape, Weight
from archcalc.operators.saved_for_backward import NOTHING
from archcalc.operators.shapes import tokens

BASE = 10000.0


class Positions(Op):
    """A vector added to each token, learned or of sines and cosines: where in the image or in the text it is.

        input       (n, t, d)
        output      the same
        embedding   (entries, d)                            none where they are `sinusoidal`
        adds        t * d

    `entries` is the length of the longest sequence; where it is not given, t. Of a longer table the first t rows are
    added. Sinusoidal: sin(p / 10000^(i/d)) for feature i of token p where i is even, cos(p / 10000^((i-1)/d)) where it
    is odd. Source: Dosovitskiy et al. 2020, section 3.1 and equation 1; Vaswani et al. 2017, section 3.5.

    >>> Positions().weights((1, 197, 768))
    {'embedding': Weight(shape=(197, 768), role='weight')}
    """

    kind, traits = "positions", {"token"}
    elsewhere = ("posembed", "positionalembedding", "positionalencoding", "positionembedding")
    keeps = NOTHING

    entries: Natural = 0
    sinusoidal: Flag = False

    def torch_functions(self, x: Shape) -> tuple[str, ...]:
        return ("add",)

    def output(self, x: Shape) -> Shape:
        _, t, d = tokens("positions", x)
        if self.entries and (self.sinusoidal or t > self.entries):
            raise Refused("shape", "positions that are sinusoidal have no table, and no entries" if self.sinusoidal else
                          f"positions has {self.entries} entries, and there are {t} tokens",
                          hint="leave entries out" if self.sinusoidal else "a shorter input")
        if self.sinusoidal and d % 2:
            raise Refused("shape", f"positions has a sine and a cosine for two features, and there are {d}",
                          hint="an even number of features")
        return x

    def weights(self, x: Shape) -> dict[str, Weight]:
        return {} if self.sinusoidal else {"embedding": Weight((self.entries or x[1], x[2]))}

    def cost(self, output: Shape, x: Shape) -> Cost:
        return Cost(adds=prod(output))

    def forward(self, xp: Arrays, x: Array, embedding: Array | None = None) -> Array:
        _, t, d = x.shape
        if embedding is not None:
            return x + embedding[:t]
        turned = angles(xp, t, d, BASE)
        return x + xp.stack((xp.sin(turned), xp.cos(turned)), axis=-1).reshape(t, d).astype(x.dtype)

    def summary(self, x: Shape) -> str:
        return f"{x[1]} {'sinusoidal' if self.sinusoidal else 'learned'} positions"
