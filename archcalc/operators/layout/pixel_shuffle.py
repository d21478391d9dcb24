"""Channels laid out as pixels."""

from archcalc.base.errors import Refused
from archcalc.operators.attributes import Positive
from archcalc.operators.operator import Array, Arrays, Op, Shape, Window
from archcalc.operators.saved_for_backward import NOTHING
from archcalc.operators.shapes import image, written


class PixelShuffle(Op):
    """Channels laid out as pixels: each `factor` x `factor` block of pixels comes from as many channels.

        input    (n, c, h, w)
        output   (n, c/factor^2, h * factor, w * factor)

    No parameters, no arithmetic. Source: Shi et al. 2016.

    >>> PixelShuffle(factor=2).output((1, 64, 28, 28))
    (1, 16, 56, 56)
    """

    kind, traits = "pixel_shuffle", {"reshape"}
    elsewhere = ("depthtospace", "subpixel")
    keeps = NOTHING

    factor: Positive

    def output(self, x: Shape) -> Shape:
        n, c, h, w = image("pixel_shuffle", x)
        if c % self.factor**2:
            raise Refused("groups", f"pixel_shuffle: {written(x)} has {c} channels, not a multiple of "
                                    f"{self.factor}x{self.factor} = {self.factor**2}",
                          hint="a convolution before it gives the channels")
        return n, c // self.factor**2, h * self.factor, w * self.factor

    def forward(self, xp: Arrays, x: Array) -> Array:
        n, c, h, w = self.output(x.shape)
        by = self.factor
        return x.reshape(n, c, by, by, h // by, w // by).transpose(0, 1, 4, 2, 5, 3).reshape(n, c, h, w)

    def window(self, x: Shape) -> Window:
        return Window((self.factor, self.factor), (self.factor, self.factor), transposed=True)

    def summary(self, x: Shape) -> str:
        return f"factor {self.factor}"
