"""A larger image from a smaller one, without parameters."""

from collections.abc import Sequence
from math import gcd, prod

from archcalc.base.errors import Refused
from archcalc.operators.attributes import Flag, Interpolation
from archcalc.operators.axis_attributes import OptionalAxisSizes, on_every_axis
from archcalc.operators.kernels.resizing import linear, nearest
from archcalc.operators.operator import Array, Arrays, Cost, Op, Shape, Window, plain_window
from archcalc.operators.reading import ALL, MOST_PHASES, UNKNOWN, Along, Reads, Taps
from archcalc.operators.saved_for_backward import NOTHING
from archcalc.operators.shapes import over_axes, spatial, written
from archcalc.operators.sliding_window import shown_sizes

LINEAR = {1: "linear", 2: "bilinear", 3: "trilinear"}
"""The mode of values between others, by the number of axes."""


class Upsample(Op):
    """Enlarge by `scale`, or to `size`.

        input    (n, c, h, w), (n, c, l) or (n, c, d, h, w)
        output   (n, c, h * scale, w * scale), or (n, c, *size)

    `mode` is nearest (values repeated) or, of values between, linear on signals, bilinear on images, trilinear on
    volumes; with `corners`, the corners' values stay where they are, which PyTorch calls align_corners. No parameters.

    >>> Upsample(scale=(2, 2)).output((1, 256, 14, 14))
    (1, 256, 28, 28)
    """

    kind, traits = "upsample", {"resize"}
    keeps = NOTHING
    keras = "UpSampling2D"
    elsewhere = ("interpolate", "resize", "resizing", "upsamplebilinear", "upsamplenearest", "upsamplingbilinear",
                 "upsamplingnearest")

    scale: OptionalAxisSizes = on_every_axis(0)
    size: OptionalAxisSizes = on_every_axis(0)
    mode: Interpolation = "nearest"
    corners: Flag = False

    def output(self, x: Shape) -> Shape:
        n, c, *sizes = spatial("upsample", x)
        if any(self.scale) == any(self.size):
            raise Refused("missing-attribute", "upsample wants either scale or size",
                          hint="write upsample: {scale: 2}")
        if self.mode not in ("nearest", LINEAR[len(sizes)]):
            raise Refused("shape", f"upsample: {self.mode} is for other axes than those of {written(x)}",
                          hint=f"mode: {LINEAR[len(sizes)]}")
        return over_axes(n, c, self.enlarged(sizes))

    def enlarged(self, sizes: Sequence[int]) -> tuple[int, ...]:
        """The sizes of axes once they are enlarged."""
        wanted, scaled = any(self.size), zip(sizes, self.size, self.scale, strict=True)
        return tuple(new if wanted else size * scale for size, new, scale in scaled)

    def cost(self, output: Shape, x: Shape) -> Cost:
        between = 2 ** len(x[2:]) - 1
        return Cost(adds=between * prod(output)) if self.mode != "nearest" else Cost()

    def forward(self, xp: Arrays, x: Array) -> Array:
        sizes = self.enlarged(x.shape[2:])
        return nearest(xp, x, sizes) if self.mode == "nearest" else linear(xp, x, sizes, self.corners)

    def reads(self, output: Shape, x: Shape) -> tuple[Reads, ...]:
        corners = self.corners and self.mode != "nearest"
        return ((Along(0), Along(1), *(_resized(axis, x[axis], output[axis], self.mode, corners)
                                       for axis in range(2, len(x)))),)

    def window(self, x: Shape) -> Window:
        stride = tuple(max(1, new // old) for new, old in zip(self.enlarged(x[2:]), x[2:], strict=True))
        window = plain_window(stride, stride)._replace(transposed=True)
        if self.mode == "nearest":
            return window
        kernel = tuple(2 * step - step % 2 for step in stride)  # as in Caffe's bilinear filler
        return window._replace(kernel=kernel, padding=tuple(step // 2 for step in stride))

    def summary(self, x: Shape) -> str:
        to = f"{shown_sizes(self.scale)} times" if any(self.scale) else f"to {'x'.join(map(str, self.size))}"
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
