"""Group normalisation."""

from archcalc.operators.attributes import Positive
from archcalc.operators.kernels.normalisation import by_own, scaled
from archcalc.operators.normalization._base import Norm
from archcalc.operators.operator import Array, Arrays, Shape
from archcalc.operators.reading import Reads, mixed
from archcalc.operators.shapes import divides, image


class GroupNorm(Norm):
    """Normalise groups of channels of each image.

        input    (n, c, h, w)
        output   the same
        weight   (c)   bias (c)                             with `affine`

    `epsilon` is added to the variance before it divides. Source: Wu and He 2018.

    >>> GroupNorm(groups=32).output((1, 64, 56, 56))
    (1, 64, 56, 56)
    """

    kind = "group_norm"
    keras = "GroupNormalization"
    elsewhere = ("gn",)

    groups: Positive

    def output(self, x: Shape) -> Shape:
        divides("group_norm", "channels", image("group_norm", x)[1], self.groups)
        return x

    def means(self, x: Shape) -> int:
        return x[0] * self.groups

    def reads(self, output: Shape, x: Shape) -> tuple[Reads, ...]:
        return (mixed(x, (1, 2, 3)),)

    def forward(self, xp: Arrays, x: Array, weight: Array | None = None, bias: Array | None = None) -> Array:
        n, c, h, w = x.shape
        y = by_own(xp, x.reshape(n, self.groups, c // self.groups, h, w), (2, 3, 4), self.epsilon)
        return scaled(y.reshape(n, c, h, w), weight, bias)

    def summary(self, x: Shape) -> str:
        return f"{self.groups} groups"
