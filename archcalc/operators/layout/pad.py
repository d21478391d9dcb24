"""Zeros added around a volume."""

from archcalc.operators.attributes import FourSides, Natural
from archcalc.operators.operator import Array, Arrays, Op, Shape, Window
from archcalc.operators.saved_for_backward import NOTHING
from archcalc.operators.shapes import image


class Pad(Op):
    """Zeros around a volume, and after its channels.

        input    (n, c, h, w)
        output   (n, c + channels, top + h + bottom, left + w + right)

    `sides` is [top, bottom, left, right]; `channels` zeros are added (a ResNet's option A). No parameters.

    >>> Pad(sides=(0, 1, 0, 1)).output((1, 64, 112, 112))
    (1, 64, 113, 113)
    """

    kind, traits = "pad", {"reshape"}
    keeps = NOTHING
    keras = "ZeroPadding2D"
    elsewhere = ("constantpad", "padding", "zeropad")

    sides: FourSides = (0, 0, 0, 0)
    channels: Natural = 0

    def output(self, x: Shape) -> Shape:
        n, c, h, w = image("pad", x)
        top, bottom, left, right = self.sides
        return n, c + self.channels, h + top + bottom, w + left + right

    def forward(self, xp: Arrays, x: Array) -> Array:
        top, bottom, left, right = self.sides
        return xp.pad(x, ((0, 0), (0, self.channels), (top, bottom), (left, right)))

    def window(self, x: Shape) -> Window:
        return Window((1, 1), padding=(self.sides[0], self.sides[2]))

    def summary(self, x: Shape) -> str:
        parts = [f"sides {','.join(map(str, self.sides))}"] if any(self.sides) else []
        return ", ".join([*parts, f"{self.channels} channels of zeros"] if self.channels else parts)
