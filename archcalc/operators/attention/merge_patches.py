"""Neighbouring places laid out as channels."""

from archcalc.operators.attributes import Positive
from archcalc.operators.kernels.sliding_windows import padded
from archcalc.operators.operator import Array, Arrays, Op, Shape, Window
from archcalc.operators.saved_for_backward import NOTHING
from archcalc.operators.shapes import image
from archcalc.operators.sliding_window import rounded_up


class MergePatches(Op):
    """Each block of `factor` x `factor` places as one place that has all their channels.

        input    (n, c, h, w)
        output   (n, c * factor * factor, h/factor, w/factor), rounded up

    First the c channels of the block's upper left place, then of the one below it, and so on, column by column.
    Zeros below and on the right fill the image up to whole blocks. No parameters, no arithmetic.
    Source: Liu et al. 2021 (Swin Transformer), section 3.1, patch merging.

    >>> MergePatches(factor=2).output((1, 96, 56, 56))
    (1, 384, 28, 28)
    """

    kind, traits = "merge_patches", {"reshape"}
    elsewhere = ("patchmerging", "pixelunshuffle", "spacetodepth")
    keeps = NOTHING

    factor: Positive = 2

    def output(self, x: Shape) -> Shape:
        n, c, h, w = image("merge_patches", x)
        return n, c * (self.factor * self.factor), rounded_up(h, self.factor), rounded_up(w, self.factor)

    def forward(self, xp: Arrays, x: Array) -> Array:
        n, c, h, w = self.output(x.shape)
        by = self.factor
        filled = padded(xp, x, (0, h * by - x.shape[2], 0, w * by - x.shape[3]))
        return filled.reshape(n, -1, h, by, w, by).transpose(0, 5, 3, 1, 2, 4).reshape(n, c, h, w)

    def window(self, x: Shape) -> Window:
        return Window((self.factor, self.factor), (self.factor, self.factor))

    def summary(self, x: Shape) -> str:
        return f"{self.factor}x{self.factor} places as one"
