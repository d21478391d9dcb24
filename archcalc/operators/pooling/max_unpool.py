"""The way back through a max pooling."""

from typing import ClassVar

from archcalc.base.errors import Refused
from archcalc.operators.attributes import Flag, same_as
from archcalc.operators.axis_attributes import AxisSizes, Padding, on_every_axis, on_every_side
from archcalc.operators.kernels.unpooling import put_back
from archcalc.operators.operator import Array, Arrays, Op, Shape, Window
from archcalc.operators.pooling.max_pool import MaxPool
from archcalc.operators.reading import UNKNOWN, Along, Reads, Taps, painted, painting
from archcalc.operators.saved_for_backward import NOTHING
from archcalc.operators.shapes import written
from archcalc.operators.sliding_window import extent, shown_kernel, shown_sizes


class MaxUnpool(Op):
    """Each value back at the place where a max pooling found its largest, and zeros elsewhere.

        inputs   (n, c, h', w'), and the pooling
        output   (n, c, h, w), what went into the pooling

    The pooling is named by `pooling`, or last in `from`, which may name it alone: then its own output is put back. Its
    `kernel`, `stride`, `padding`, `ceil` and `dilation` are taken from it, and it is what went into it that is read
    here; PyTorch keeps the places in its stead. No parameters, no arithmetic.
    Source: Badrinarayanan et al. 2015 (SegNet).

    >>> MaxUnpool(kernel=(2, 2)).output((1, 64, 4, 4), (1, 64, 8, 8))
    (1, 64, 8, 8)
    """

    kind, traits = "max_unpool", {"reshape", "by-channel"}
    keeps = NOTHING
    pytorch = "MaxUnpool2d"
    stem, stem_of_modules = "unpool", False
    inputs: ClassVar[tuple[int, int | None]] = (2, 2)
    reads_also = "pooling"
    undoes = "max_pool"

    kernel: AxisSizes
    stride: AxisSizes = same_as("kernel")
    padding: Padding = on_every_side(0)
    ceil: Flag = False
    dilation: AxisSizes = on_every_axis(1)

    @property
    def pooling(self) -> MaxPool:
        """The pooling that it goes back through."""
        return MaxPool(**self.attributes)

    def torch_functions(self, x: Shape, source: Shape) -> tuple[str, ...]:
        return (f"max_unpool{max(2, len(x) - 2)}d",)

    def output(self, x: Shape, source: Shape) -> Shape:
        pooled = self.pooling.output(source)
        if x != pooled:
            raise Refused("shape", f"max_unpool takes {written(pooled)}, what its pooling gives, found {written(x)}",
                          hint="the layers between may not change the volume")
        return source

    def window(self, x: Shape, source: Shape) -> Window:
        window = self.pooling.window(source)
        return window._replace(transposed=True)

    def reads(self, output: Shape, x: Shape, source: Shape) -> tuple[Reads, ...]:
        rules = list(zip(range(2, len(x)), *self.pooling.window(source)[:4], strict=True))
        values = (painted(axis, x[axis], *rule) for axis, *rule in rules)
        beside = (_beside(*rule) for rule in rules)
        return (Along(0), Along(1), *values), (Along(0), Along(1), *beside)

    def forward(self, xp: Arrays, *xs: Array) -> Array:
        x, source = xs
        return put_back(xp, x, source, self.pooling.grid(source.shape))

    def summary(self, x: Shape, source: Shape) -> str:
        return f"{'x'.join(map(str, self.kernel))} windows at stride {shown_sizes(self.stride)} undone"

    def notation(self, x: Shape, source: Shape) -> str:
        return f"UNPOOL{shown_kernel(self.kernel)}"


def _beside(axis: int, kernel: int, stride: int, padding: int, dilation: int) -> Along:
    """The places of the source that decide of one place: those of the windows in which it lies.

    >>> _beside(2, 2, 2, 0, 1).taps
    Taps(places=(range(0, 2), range(0, 2)), advance=2)
    """
    windows = [painting(place + padding, kernel, stride, dilation) for place in range(stride)]
    if not all(windows):
        return UNKNOWN
    return Along(axis, Taps(tuple(range(each[0] * stride - padding, each[-1] * stride - padding
                                        + extent(kernel, dilation))
                                  for each in windows), stride))
