"""Some of the channels."""

from archcalc.base.errors import Refused
from archcalc.operators.attributes import Span
from archcalc.operators.operator import Array, Arrays, Op, Shape
from archcalc.operators.reading import Along, Reads, one_place
from archcalc.operators.saved_for_backward import NOTHING
from archcalc.operators.shapes import over_axes, shown_span, spatial


class Slice(Op):
    """The channels from the first number of `channels`, counted from 0, up to, but not with, the second.

        input    (n, c, h, w), (n, c, l) or (n, c, d, h, w)
        output   (n, to - from, h, w), the other axes as they are

    `channels` is [from, to]; of tokens, select takes features. No parameters, no arithmetic.

    >>> Slice(channels=(0, 58)).output((1, 116, 28, 28))
    (1, 58, 28, 28)
    """

    kind, traits = "slice", {"reshape", "view"}
    keeps = NOTHING

    channels: Span

    def output(self, x: Shape) -> Shape:
        n, c, *sizes = spatial("slice", x)
        first, last = self.channels
        if last > c:
            raise Refused("shape", f"slice wants {shown_span('channel', first, last)}, and the input has {c}",
                          hint="channels: [from, to] counts from 0, and leaves `to` out")
        return over_axes(n, last - first, sizes)

    def reads(self, output: Shape, x: Shape) -> tuple[Reads, ...]:
        return ((Along(0), Along(1, one_place(self.channels[0])), *map(Along, range(2, len(x)))),)

    def forward(self, xp: Arrays, x: Array) -> Array:
        first, last = self.channels
        return x[:, first:last]

    def summary(self, x: Shape) -> str:
        return shown_span("channel", *self.channels)
