"""Rows and columns cut off."""

from archcalc.base.errors import Refused
from archcalc.operators.axis_attributes import BothSides, OptionalAxisSizes, Sides, on_every_axis, on_every_side
from archcalc.operators.operator import Array, Arrays, Op, Shape, Window, plain_window
from archcalc.operators.saved_for_backward import NOTHING
from archcalc.operators.shapes import over_axes, spatial, written
from archcalc.operators.sliding_window import pairs


class Crop(Op):
    """Places cut off at the ends of each axis: rows and columns of an image.

        input    (n, c, h, w), (n, c, l) or (n, c, d, h, w)
        output   (n, c, h - top - bottom, w - left - right), or (n, c, *size), centred

    `sides` is [before, after] for each axis, of an image [top, bottom, left, right]; `size` is what is left instead,
    [height, width]. No parameters.

    >>> Crop(size=(56, 56)).output((1, 512, 64, 64))
    (1, 512, 56, 56)
    """

    kind, traits = "crop", {"reshape", "view"}
    elsewhere = ("centercrop", "centercroppad")
    keeps = NOTHING
    keras = "Cropping2D"

    sides: BothSides = on_every_side(0)
    size: OptionalAxisSizes = on_every_axis(0)

    def cut(self, x: Shape) -> Sides:
        """What is cut before and after each axis; the odd one goes at the end."""
        if not any(self.size):
            return self.sides
        rests = (whole - size for whole, size in zip(x[2:], self.size, strict=True))
        return tuple(side for rest in rests for side in (rest // 2, rest - rest // 2))

    def output(self, x: Shape) -> Shape:
        n, c, *sizes = spatial("crop", x)
        cut = self.cut(x)
        left = [size - before - after for size, (before, after) in zip(sizes, pairs(cut), strict=True)]
        if any(size < 1 for size in left) or any(before < 0 for before in cut[::2]):
            raise Refused("window", f"crop cannot take {'x'.join(map(str, left))} out of {written(x)}",
                          hint="crop cuts away; pad and upsample enlarge")
        return over_axes(n, c, left)

    def window(self, x: Shape) -> Window:
        return plain_window((1,) * len(x[2:]))._replace(padding=tuple(-side for side in self.cut(x)[::2]))

    def forward(self, xp: Arrays, x: Array) -> Array:
        axes = zip(x.shape[2:], pairs(self.cut(x.shape)), strict=True)
        return x[(..., *(slice(before, size - after) for size, (before, after) in axes))]

    def summary(self, x: Shape) -> str:
        return f"sides {','.join(map(str, self.cut(x)))}"
