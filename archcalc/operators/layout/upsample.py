"""An image of another size, without parameters."""

from collections.abc import Sequence
from math import floor, prod

from archcalc.base.errors import Refused
from archcalc.operators.attributes import Flag, Interpolation
from archcalc.operators.axis_attributes import AxisScales, OptionalAxisSizes, on_every_axis
from archcalc.operators.kernels.adaptive_bins import bin_span, reduced
from archcalc.operators.kernels.resizing import ResizedAxis, cubic, linear, nearest, resized
from archcalc.operators.operator import Array, Arrays, Cost, Op, Shape, Window, plain_window
from archcalc.operators.reading import ALL, MOST_PHASES, UNKNOWN, Along, Reads, Taps, binned
from archcalc.operators.saved_for_backward import INPUTS, NOTHING, Circumstances
from archcalc.operators.shapes import over_axes, spatial, written
from archcalc.operators.sliding_window import shown_sizes

LINEAR = {1: "linear", 2: "bilinear", 3: "trilinear"}
"""The mode of values between others, by the number of axes."""
_TAPS = {"nearest": range(1), "nearest-exact": range(1), "bicubic": range(-1, 3)}
"""The places that are read, counted from the one in which a new place lies; of the linear modes that and the next."""


class Upsample(Op):
    """Enlarge by `scale`, or to `size`; a scale below 1 or a smaller size makes it smaller.

        input    (n, c, h, w), (n, c, l) or (n, c, d, h, w)
        output   (n, c, h * scale, w * scale), rounded down, or (n, c, *size)

    `mode` is one of PyTorch's interpolate: nearest (values repeated: place i takes from i/scale, rounded down);
    nearest-exact (from (i + 1/2)/scale, rounded down); linear on signals, bilinear on images, trilinear on volumes
    (values between their neighbours); bicubic on images (16 neighbours, weighed by cubic polynomials whose slope is
    -3/4); area (means, as adaptive average pooling has them). With `corners`, which PyTorch calls align_corners, the
    linear and cubic modes leave the corners' values where they are. No parameters.
    Source: torch.nn.functional.interpolate, without antialiasing; Keys 1981 (bicubic).

    >>> Upsample(scale=(2, 2)).output((1, 256, 14, 14)), Upsample(scale=(1.5, 0.5)).output((1, 256, 14, 14))
    ((1, 256, 28, 28), (1, 256, 21, 7))
    """

    kind, traits = "upsample", {"resize"}
    keras = "UpSampling2D"
    elsewhere = ("interpolate", "resize", "resizing", "upsamplebilinear", "upsamplenearest", "upsamplingbilinear",
                 "upsamplingnearest")

    scale: AxisScales = on_every_axis(0)
    size: OptionalAxisSizes = on_every_axis(0)
    mode: Interpolation = "nearest"
    corners: Flag = False

    def torch_functions(self, x: Shape) -> tuple[str, ...]:
        name = "adaptive_avg_pool" if self.mode == "area" else f"upsample_{self.mode.replace('-', '_')}"
        return (f"{name}{len(x) - 2}d",)

    def output(self, x: Shape) -> Shape:
        n, c, *sizes = spatial("upsample", x)
        if any(self.scale) == any(self.size):
            raise Refused("missing-attribute", "upsample wants either scale or size",
                          hint="write upsample: {scale: 2}")
        if self.mode in (*LINEAR.values(), "bicubic") and self.mode != LINEAR[len(sizes)] and not (
                self.mode == "bicubic" and len(sizes) == 2):
            raise Refused("shape", f"upsample: {self.mode} is for other axes than those of {written(x)}",
                          hint=f"mode: {LINEAR[len(sizes)]}")
        if self.corners and not self.blends:
            raise Refused("mode", f"upsample: corners says nothing to {self.mode}, which works out no values between "
                                  "others", hint=f"leave corners out, or mode: {LINEAR[len(sizes)]}")
        wanted = self.enlarged(sizes)
        if not all(wanted):
            raise Refused("shape", f"upsample by {shown_sizes(self.scale)} leaves nothing of {written(x)}",
                          hint="a larger scale")
        return over_axes(n, c, wanted)

    @property
    def blends(self) -> bool:
        """True where values between neighbours are worked out, by how near they are."""
        return self.mode == "bicubic" or self.mode in LINEAR.values()

    def enlarged(self, sizes: Sequence[int]) -> tuple[int, ...]:
        """The sizes of axes once they are enlarged."""
        return self.size if any(self.size) else tuple(map(_times, sizes, self.scale))

    def axes(self, sizes: Sequence[int]) -> list[ResizedAxis]:
        """The new places of axes as they lie among the old ones."""
        half = self.mode == "nearest-exact"
        return [resized(size, wanted, factor, centred=half or self.blends, corners=self.corners, half=half)
                for size, wanted, factor in zip(sizes, self.enlarged(sizes), self.scale, strict=True)]

    def cost(self, output: Shape, x: Shape) -> Cost:
        if self.mode == "area":
            spans = map(bin_span, x[2:], output[2:])
            return Cost(adds=prod(output) * prod(spans), divides=prod(output))
        read = (4 if self.mode == "bicubic" else 2) ** len(x[2:])
        return Cost(adds=(read - 1) * prod(output)) if self.blends else Cost()

    def needs(self, when: Circumstances) -> str:
        return INPUTS if self.mode == "area" else NOTHING

    def forward(self, xp: Arrays, x: Array) -> Array:
        if self.mode == "area":
            return reduced(xp, xp.mean, x, self.enlarged(x.shape[2:]))
        method = (cubic if self.mode == "bicubic" else linear) if self.blends else nearest
        return method(xp, x, self.axes(x.shape[2:]))

    def reads(self, output: Shape, x: Shape) -> tuple[Reads, ...]:
        if self.mode == "area":
            along = [binned(axis, x[axis], output[axis]) for axis in range(2, len(x))]
        else:
            taps = _TAPS.get(self.mode, range(2))
            along = [_read(number, axis, taps) for number, axis in enumerate(self.axes(x[2:]), 2)]
        return ((Along(0), Along(1), *along),)

    def window(self, x: Shape) -> Window:
        sizes = self.enlarged(x[2:])
        if self.mode == "area":
            stride = tuple(max(1, old // new) for old, new in zip(x[2:], sizes, strict=True))
            return plain_window(tuple(map(bin_span, x[2:], sizes)), stride)
        stride = tuple(max(1, new // old) for new, old in zip(sizes, x[2:], strict=True))
        window = plain_window(stride, stride)._replace(transposed=True)
        if not self.blends:
            return window
        reach = 2 if self.mode == "bicubic" else 1  # of two neighbours on either side, or of one; as in Caffe's filler
        kernel = tuple(2 * reach * step - step % 2 for step in stride)
        return window._replace(kernel=kernel, padding=tuple((2 * reach - 1) * step // 2 for step in stride))

    def summary(self, x: Shape) -> str:
        to = f"{shown_sizes(self.scale)} times" if any(self.scale) else f"to {'x'.join(map(str, self.size))}"
        return f"{to}, {self.mode}"


def _times(size: int, scale: float) -> int:
    """A size times a scale, rounded down as PyTorch does it, whose product may lie just below a whole number.

    >>> _times(9, 1.5), _times(100, 0.57)
    (13, 56)
    """
    if scale == int(scale):
        return size * int(scale)  # also where a size is a cell of a spreadsheet
    from fractions import Fraction

    exact = Fraction(str(scale))
    told = size * exact.numerator // exact.denominator
    rounded = floor(int(size) * scale)
    return told if told == rounded else rounded


def _read(number: int, axis: ResizedAxis, taps: range) -> Along:
    """The places that each new place of an axis reads, in a pattern that repeats; one that falls on a place reads it.

    >>> _read(2, resized(2, 4, 0, centred=True, corners=False, half=False), range(2)).taps
    Taps(places=(range(-1, 1), range(0, 2)), advance=1)
    """
    phases = axis.step.denominator
    if axis.size == 1 or phases > MOST_PHASES:
        return ALL if axis.size == 1 else UNKNOWN
    places: list[range] = []
    for phase in range(phases):
        place = axis.first + phase * axis.step
        first = floor(place)
        seen = range(1) if place == first else taps
        places.append(range(first + seen.start, first + seen.stop))
    return Along(number, Taps(tuple(places), int(phases * axis.step)))
