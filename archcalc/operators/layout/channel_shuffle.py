"""Channels dealt out anew."""

from archcalc.operators.attributes import Positive
from archcalc.operators.operator import Array, Arrays, Op, Shape
from archcalc.operators.reading import UNKNOWN, Along, Reads
from archcalc.operators.saved_for_backward import NOTHING
from archcalc.operators.shapes import divides, spatial


class ChannelShuffle(Op):
    """Channels dealt out anew, so that the next grouped convolution sees every group.

        input    (n, c, h, w), (n, c, l) or (n, c, d, h, w)
        output   the same

    `groups` must divide c. No parameters, no arithmetic. Source: Zhang et al. 2017 (ShuffleNet).

    >>> ChannelShuffle(groups=3).output((1, 240, 28, 28))
    (1, 240, 28, 28)
    """

    kind, traits = "channel_shuffle", {"reshape"}
    elsewhere = ("nativechannelshuffle", "shuffle")
    keeps = NOTHING

    groups: Positive

    def output(self, x: Shape) -> Shape:
        divides("channel_shuffle", "channels", spatial("channel_shuffle", x)[1], self.groups)
        return x

    def reads(self, output: Shape, x: Shape) -> tuple[Reads, ...]:
        return ((Along(0), UNKNOWN, *map(Along, range(2, len(x)))),)

    def forward(self, xp: Arrays, x: Array) -> Array:
        n, c, *sizes = x.shape
        grouped = x.reshape(n, self.groups, c // self.groups, *sizes)
        return grouped.transpose(0, 2, 1, *range(3, len(grouped.shape))).reshape(*x.shape)

    def summary(self, x: Shape) -> str:
        return f"{self.groups} groups"
