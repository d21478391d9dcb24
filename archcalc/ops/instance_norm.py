"""Instance normalisation."""

from typing import Any

from archcalc.kernels.normalisation import by_own, scaled
from archcalc.rules.norms import Norm
from archcalc.rules.operator import Shape
from archcalc.rules.shapes import image


class InstanceNorm(Norm):
    """Normalise each channel of each image by itself.

        input    (n, c, h, w)
        output   the same
        weight   (c)   bias (c)                             with `affine`

    `epsilon` is added to the variance before it divides. Source: Ulyanov et al. 2016.

    >>> InstanceNorm().output((1, 64, 56, 56))
    (1, 64, 56, 56)
    """

    kind = "instance_norm"

    def output(self, x: Shape) -> Shape:
        return image("instance_norm", x)

    def forward(self, xp: Any, x: Any, weight: Any = None, bias: Any = None) -> Any:
        return scaled(by_own(xp, x, (2, 3), self.epsilon), weight, bias)
