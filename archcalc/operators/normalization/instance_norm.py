"""Instance normalisation."""

from archcalc.operators.attributes import Flag
from archcalc.operators.kernels.normalisation import by_own, scaled
from archcalc.operators.normalization._base import Norm
from archcalc.operators.operator import Array, Arrays, Shape
from archcalc.operators.reading import Reads, mixed
from archcalc.operators.saved_for_backward import Circumstances, Saved
from archcalc.operators.shapes import spatial


class InstanceNorm(Norm):
    """Normalise each channel of each image by itself.

        input    (n, c, h, w), (n, c, l) or (n, c, d, h, w)
        output   the same
        weight   (c)   bias (c)                             with `affine`

    Nothing is learned unless `affine` says so, as in PyTorch. `epsilon` is added to the variance before it divides.
    Source: Ulyanov et al. 2016.

    >>> InstanceNorm().output((1, 64, 56, 56))
    (1, 64, 56, 56)
    """

    kind = "instance_norm"
    pytorch = "InstanceNorm2d"
    elsewhere = ("instancenormalization",)

    affine: Flag = False

    def output(self, x: Shape) -> Shape:
        return spatial("instance_norm", x)

    def means(self, x: Shape) -> int:
        return x[0] * x[1]

    def saved(self, when: Circumstances, output: Shape, x: Shape) -> Saved:
        """Its scale besides, repeated for every image."""
        saved = Norm.saved(self, when, output, x)
        repeated = self.means(x) if when.fused and self.affine else 0
        return saved._replace(statistics=saved.statistics + repeated)

    def reads(self, output: Shape, x: Shape) -> tuple[Reads, ...]:
        return (mixed(x, tuple(range(2, len(x)))),)

    def forward(self, xp: Arrays, x: Array, weight: Array | None = None, bias: Array | None = None) -> Array:
        return scaled(by_own(xp, x, tuple(range(2, len(x.shape))), self.epsilon), 1, weight, bias)
