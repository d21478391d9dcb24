"""Zeros, or a volume's own values, added around it."""

from archcalc.base.errors import Refused
from archcalc.operators.attributes import Border, Natural
from archcalc.operators.axis_attributes import BothSides, on_every_side
from archcalc.operators.kernels.borders import bordered
from archcalc.operators.operator import Array, Arrays, Op, Shape, Window, plain_window
from archcalc.operators.saved_for_backward import INPUTS, NOTHING, Circumstances
from archcalc.operators.shapes import over_axes, spatial
from archcalc.operators.sliding_window import axis_names, pairs


class Pad(Op):
    """Zeros around a signal, an image or a volume, or its own values again, and zeros after its channels.

        input    (n, c, h, w), (n, c, l) or (n, c, d, h, w)
        output   (n, c + channels, top + h + bottom, left + w + right), the sides of each axis in order

    `sides` is [before, after] for each axis, of an image [top, bottom, left, right]; `mode` is zeros, reflect (mirrored
    at the outermost values, which are not repeated), replicate (the outermost values again) or circular (those of the
    other end); `channels` zeros are added (a ResNet's option A). No parameters. Receptive fields go on beyond the edge,
    whatever stands there.

    >>> Pad(sides=(0, 1, 0, 1)).output((1, 64, 112, 112))
    (1, 64, 113, 113)
    """

    kind, traits = "pad", {"reshape"}
    keras = "ZeroPadding2D"
    elsewhere = ("constantpad", "padding", "zeropad")

    sides: BothSides = on_every_side(0)
    channels: Natural = 0
    mode: Border = "zeros"

    def torch_functions(self, x: Shape) -> tuple[str, ...]:
        return (f"{_TORCH_MODES.get(self.mode, self.mode)}_pad{len(x) - 2}d",)

    def output(self, x: Shape) -> Shape:
        n, c, *sizes = spatial("pad", x)
        sides = pairs(self.sides)
        for axis, size, pair in zip(axis_names(len(sizes)), sizes, sides, strict=True):
            self._check_room(axis, size, max(pair))
        return over_axes(n, c + self.channels, (size + before + after for size, (before, after) in
                                                zip(sizes, sides, strict=True)))

    def _check_room(self, axis: str, size: int, side: int) -> None:
        """Refuse a border of more values than there are."""
        most = {"reflect": size - 1, "circular": size}.get(self.mode, side)
        if side > most:
            raise Refused("window", f"pad, {self.mode}, wants {side} along the {axis} of {size}: at most {most}",
                          hint="mode: replicate repeats the outermost as often as is wanted")

    def needs(self, when: Circumstances) -> str:
        """PyTorch goes back through mirrored and repeated values by its input's sizes, for which it keeps the input."""
        return INPUTS if self.mode in {"reflect", "replicate"} else NOTHING

    def forward(self, xp: Arrays, x: Array) -> Array:
        sides = pairs(self.sides)
        if self.mode != "zeros":
            x, sides = bordered(xp, x, self.sides, self.mode), [(0, 0) for _ in sides]
        return xp.pad(x, ((0, 0), (0, self.channels), *sides))

    def window(self, x: Shape) -> Window:
        return plain_window((1,) * len(x[2:]))._replace(padding=self.sides[::2])

    def summary(self, x: Shape) -> str:
        mode = "" if self.mode == "zeros" else f", {self.mode}"
        parts = [f"sides {','.join(map(str, self.sides))}{mode}"] if any(self.sides) else []
        return ", ".join([*parts, f"{self.channels} channels of zeros"] if self.channels else parts)


_TORCH_MODES = {"reflect": "reflection", "replicate": "replication"}
