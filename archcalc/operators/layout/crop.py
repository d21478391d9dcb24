"""Rows and columns cut off."""

from archcalc.base.errors import Refused
from archcalc.operators.attributes import FourSides, OptionalPair
from archcalc.operators.operator import Array, Arrays, Op, Shape, Window
from archcalc.operators.saved_for_backward import NOTHING
from archcalc.operators.shapes import image, written


class Crop(Op):
    """Rows and columns cut off.

        input    (n, c, h, w)
        output   (n, c, h - top - bottom, w - left - right), or (n, c, *size), centred

    `sides` is [top, bottom, left, right]; `size` is [height, width] instead. No parameters.

    >>> Crop(size=(56, 56)).output((1, 512, 64, 64))
    (1, 512, 56, 56)
    """

    kind, traits = "crop", {"reshape", "view"}
    elsewhere = ("centercrop", "centercroppad")
    keeps = NOTHING
    keras = "Cropping2D"

    sides: FourSides = (0, 0, 0, 0)
    size: OptionalPair = (0, 0)

    def cut(self, x: Shape) -> tuple[int, int, int, int]:
        """The rows and columns cut at top, bottom, left and right; the odd one goes at the end."""
        if not any(self.size):
            return self.sides
        rest = [x[2 + i] - self.size[i] for i in (0, 1)]
        return rest[0] // 2, rest[0] - rest[0] // 2, rest[1] // 2, rest[1] - rest[1] // 2

    def output(self, x: Shape) -> Shape:
        n, c, h, w = image("crop", x)
        top, bottom, left, right = self.cut(x)
        height, width = h - top - bottom, w - left - right
        if height < 1 or width < 1 or top < 0 or left < 0:
            raise Refused("window", f"crop cannot take {height}x{width} out of {written(x)}",
                          hint="crop cuts away; pad and upsample enlarge")
        return n, c, height, width

    def window(self, x: Shape) -> Window:
        top, _, left, _ = self.cut(x)
        return Window((1, 1), padding=(-top, -left))

    def forward(self, xp: Arrays, x: Array) -> Array:
        _, _, h, w = x.shape
        top, bottom, left, right = self.cut(x.shape)
        return x[:, :, top:h - bottom, left:w - right]

    def summary(self, x: Shape) -> str:
        return f"sides {','.join(map(str, self.cut(x)))}"
