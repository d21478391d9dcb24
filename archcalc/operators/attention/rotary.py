"""Positions as rotations."""

from math import prod

from archcalc.base.errors import Refused
from archcalc.operators.attributes import Positive, PositiveReal
from archcalc.operators.kernels.rotary import rotated
from archcalc.operators.operator import Array, Arrays, Cost, Op, Shape
from archcalc.operators.reading import MOST_PHASES, UNKNOWN, Along, Reads, Taps
from archcalc.operators.saved_for_backward import NOTHING, Circumstances, Saved
from archcalc.operators.shapes import written


class Rotary(Op):
    """Turn each pair of features by an angle that grows with the token's number, so that products tell distances.

        input    (n, t, d) or (n, ..., t, d)
        output   the same
        y_i = x_i cos a - x_j sin a,  y_j = x_j cos a + x_i sin a,  a = p * base^(-2i/w),  j = i + w/2

    for token p, counted from 0, and i below w/2, in each of `heads` shares of w = d/heads features. That a pair is a
    feature of the first half and one of the second is as in GPT-NeoX and Llama. `base` is 10,000 in the paper, and
    500,000 in Llama 3. For queries and keys of an attention that is written out; `attention` does it by itself where
    its own `rotary` says the base. No parameters. Source: Su et al. 2021 (RoFormer), section 3.2.

    >>> Rotary(heads=32).output((1, 2048, 4096))
    (1, 2048, 4096)
    """

    kind, traits = "rotary", {"token"}
    elsewhere = ("rope", "rotaryembedding", "rotarypositionembedding", "rotarypositionalembedding")
    keeps = NOTHING

    base: PositiveReal = 10000.0
    heads: Positive = 1

    def output(self, x: Shape) -> Shape:
        if len(x) < 3 or x[-1] % (2 * self.heads):
            wanted = f"rotary turns pairs of features of tokens, in {self.heads} head{'s' * (self.heads > 1)}"
            raise Refused("shape", f"{wanted}, found {written(x)}",
                          hint="the last axis is that of features, the one before it counts tokens" if len(x) < 3
                          else f"a multiple of {2 * self.heads} features: a pair is two of a head's")
        return x

    def cost(self, output: Shape, x: Shape) -> Cost:
        return Cost(adds=prod(output), divides=2 * prod(output))

    def saved(self, when: Circumstances, output: Shape, x: Shape) -> Saved:
        """The cosines and the sines of every token, for all images and heads."""
        return Saved(parts=2 * x[-2] * (x[-1] // self.heads))

    def gradients_inside(self, output: Shape, x: Shape) -> int:
        """Of the output, and of both halves of the features, each as large as all of them."""
        return 3 * prod(output)

    def reads(self, output: Shape, x: Shape) -> tuple[Reads, ...]:
        width = x[-1] // self.heads
        pairs = tuple(range(place % (width // 2), width, width // 2) for place in range(min(width, MOST_PHASES)))
        features = Along(len(x) - 1, Taps(pairs, width)) if len(pairs) == width else UNKNOWN
        return ((*map(Along, range(len(x) - 1)), features),)

    def forward(self, xp: Arrays, x: Array) -> Array:
        *first, t, d = x.shape
        shares = x.reshape(*first, t, self.heads, d // self.heads)
        return rotated(xp, shares.swapaxes(-3, -2), self.base).swapaxes(-3, -2).reshape(x.shape)

    def summary(self, x: Shape) -> str:
        return f"{x[-2]} positions, base {self.base:g}"
