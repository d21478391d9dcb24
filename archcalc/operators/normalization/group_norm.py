"""Group normalisation."""

from archcalc.operators.attributes import Positive
from archcalc.operators.kernels.normalisation import by_own, scaled
from archcalc.operators.normalization._base import Norm
from archcalc.operators.operator import Array, Arrays, Shape
from archcalc.operators.reading import Reads, mixed
from archcalc.operators.shapes import divides, spatial


class GroupNorm(Norm):
    """Normalise groups of channels of each image.

        input    (n, c, h, w), (n, c, l) or (n, c, d, h, w)
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
        divides("group_norm", "channels", spatial("group_norm", x)[1], self.groups)
        return x

    def means(self, x: Shape) -> int:
        return x[0] * self.groups

    def reads(self, output: Shape, x: Shape) -> tuple[Reads, ...]:
        return (mixed(x, tuple(range(1, len(x)))),)

    def forward(self, xp: Arrays, x: Array, weight: Array | None = None, bias: Array | None = None) -> Array:
        n, c, *sizes = x.shape
        grouped = x.reshape(n, self.groups, c // self.groups, *sizes)
        y = by_own(xp, grouped, tuple(range(2, len(grouped.shape))), self.epsilon)
        return scaled(y.reshape(*x.shape), 1, weight, bias)

    def summary(self, x: Shape) -> str:
        return f"{self.groups} groups"
