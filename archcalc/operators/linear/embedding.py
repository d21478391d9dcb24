"""A learned vector for every entry of a vocabulary."""

from archcalc.operators.attributes import Positive
from archcalc.operators.operator import Array, Arrays, Op, Shape, Weight
from archcalc.operators.reading import Reads, mixed


class Embedding(Op):
    """Each number of the input is the place of a vector of so many `features` in a table of so many `entries`.

        input    (n, t) or (n, t, ...), whole numbers from 0 up to entries - 1
        output   (n, t, ..., features)
        weight   (entries, features)

    No arithmetic: a row is looked up. Source: Bengio et al. 2003, section 2.

    >>> Embedding(entries=30522, features=768).output((1, 128))
    (1, 128, 768)
    """

    kind, traits = "embedding", {"token", "module"}
    elsewhere = ("lookuptable", "wordembedding")

    entries: Positive
    features: Positive

    def output(self, x: Shape) -> Shape:
        return *x, self.features

    def weights(self, x: Shape) -> dict[str, Weight]:
        return {"weight": Weight((self.entries, self.features))}

    def reads(self, output: Shape, x: Shape) -> tuple[Reads, ...]:
        return (mixed(x, ()),)

    def forward(self, xp: Arrays, x: Array, weight: Array) -> Array:
        return xp.take(weight, xp.clip(x, 0, self.entries - 1).astype(xp.int64), axis=0)

    def summary(self, x: Shape) -> str:
        return f"{self.entries} entries of {self.features}"
