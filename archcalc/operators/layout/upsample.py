"""A larger image from a smaller one, without parameters."""

from math import gcd, prod

from archcalc.base.errors import Refused
from archcalc.operators.attributes import Flag, Interpolation, OptionalPair
from archcalc.operators.kernels.resizing import bilinear, nearest
from archcalc.operators.operator import Array, Arrays, Cost, Op, Shape, Window
from archcalc.operators.reading import ALL, MOST_PHASES, UNKNOWN, Along, Reads, Taps
from archcalc.operators.saved_for_backward import NOTHING
from archcalc.operators.shapes import image
from archcalc.operators.sliding_window import shown_pair


class Upsample(Op):
    """Enlarge by `scale`, or to `size`.

        input    (n, c, h, w)
        output   (n, c, h * scale, w * scale), or (n, c, *size)

    `mode` is nearest (values repeated) or bilinear (values between; with `corners`, the corners' values stay where
    they are, which PyTorch calls align_corners). No parameters.

    >>> Upsample(scale=(2, 2)).output((1, 256, 14, 14))
    (1, 256, 28, 28)
    """

    kind, traits = "upsample", {"resize"}
    keeps = NOTHING
    keras = "UpSampling2D"
    elsewhere = ("interpolate", "resize", "resizing", "upsamplebilinear", "upsamplenearest", "upsamplingbilinear",
                 "upsamplingnearest")

    scale: OptionalPair = (0, 0)
    size: OptionalPair = (0, 0)
    mode: Interpolation = "nearest"
    corners: Flag = False

    def output(self, x: Shape) -> Shape:
        n, c, h, w = image("upsample", x)
        if any(self.scale) == any(self.size):
            raise Refused("missing-attribute", "upsample wants either scale or size",
                          hint="write upsample: {scale: 2}")
        return (n, c, *self.size) if any(self.size) else (n, c, h * self.scale[0], w * self.scale[1])

    def cost(self, output: Shape, x: Shape) -> Cost:
        return Cost(adds=3 * prod(output)) if self.mode == "bilinear" else Cost()

    def forward(self, xp: Arrays, x: Array) -> Array:
        _, _, h, w = self.output(x.shape)
        return nearest(xp, x, (h, w)) if self.mode == "nearest" else bilinear(xp, x, (h, w), self.corners)

    def reads(self, output: Shape, x: Shape) -> tuple[Reads, ...]:
        corners = self.corners and self.mode != "nearest"
        return ((Along(0), Along(1), *(_resized(axis, x[axis], output[axis], self.mode, corners) for axis in (2, 3))),)

    def window(self, x: Shape) -> Window:
        _, _, height, width = self.output(x)
        rows, columns = stride = (max(1, height // x[2]), max(1, width // x[3]))
        if self.mode == "nearest":
            return Window(stride, stride, transposed=True)
        kernel = (2 * rows - rows % 2, 2 * columns - columns % 2)  # as in Caffe's bilinear filler
        return Window(kernel, stride, (rows // 2, columns // 2), transposed=True)

    def summary(self, x: Shape) -> str:
        to = f"{shown_pair(self.scale)} times" if any(self.scale) else f"to {self.size[0]}x{self.size[1]}"
        return f"{to}, {self.mode}"


def _resized(axis: int, size: int, wanted: int, mode: str, corners: bool) -> Along:
    """The places between which each of the `wanted` places of an axis is read; one that falls on a place reads it.

    >>> _resized(2, 2, 4, "nearest", False).taps, _resized(2, 2, 4, "bilinear", False).taps
    (Taps(places=(range(0, 1), range(0, 1)), advance=1), Taps(places=(range(-1, 1), range(0, 2)), advance=1))
    """
    steps, over = (size - 1, max(1, wanted - 1)) if corners else (size, wanted)
    phases = over // gcd(steps, over)
    if size == 1 or phases > MOST_PHASES:
        return ALL if size == 1 else UNKNOWN
    whole, first = (over, 0) if corners or mode == "nearest" else (2 * over, steps - over)
    step = steps * (whole // over)
    places = (divmod(first + phase * step, whole) for phase in range(phases))
    taps = (range(place, place + (1 if mode == "nearest" or not rest else 2)) for place, rest in places)
    return Along(axis, Taps(tuple(taps), phases * steps // over))
