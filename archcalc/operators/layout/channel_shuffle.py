"""Channels dealt out anew."""

from archcalc.operators.attributes import Positive
from archcalc.operators.operator import Array, Arrays, Op, Shape
from archcalc.operators.reading import UNKNOWN, Along, Reads
from archcalc.operators.saved_for_backward import NOTHING
from archcalc.operators.shapes import divides, image


class ChannelShuffle(Op):
    """Channels dealt out anew, so that the next grouped convolution sees every group.

        input    (n, c, h, w)
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
        divides("channel_shuffle", "channels", image("channel_shuffle", x)[1], self.groups)
        return x

    def reads(self, output: Shape, x: Shape) -> tuple[Reads, ...]:
        return ((Along(0), UNKNOWN, Along(2), Along(3)),)

    def forward(self, xp: Arrays, x: Array) -> Array:
        n, c, h, w = x.shape
        return x.reshape(n, self.groups, c // self.groups, h, w).transpose(0, 2, 1, 3, 4).reshape(n, c, h, w)

    def summary(self, x: Shape) -> str:
        return f"{self.groups} groups"
