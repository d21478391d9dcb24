"""The geometry of a convolution: channels, sizes, windows, and the halo that a tile of outputs sees."""

from __future__ import annotations

from archcalc.base.named_tuples import NamedTuple
from archcalc.network.graph import Node
from archcalc.operators.attributes import Sides
from archcalc.operators.sliding_window import extent, four_sides


class Geometry(NamedTuple):
    """A convolution of `channels` to `filters` of `size` (height, width), its windows in an image with `sides`."""

    channels: int
    filters: int
    size: tuple[int, int]
    kernel: tuple[int, int]
    stride: tuple[int, int]
    dilation: tuple[int, int]
    groups: int
    sides: Sides

    @classmethod
    def of(cls, node: Node) -> Geometry:
        """The geometry of a `conv`."""
        op, (_, c, *sizes), (_, filters, h, w) = node.op.attributes, node.input_shapes[0], node.shape
        sides = four_sides(op["padding"], (sizes[0], sizes[1]), op["kernel"], op["stride"], op["dilation"])
        return cls(c, filters, (h, w), op["kernel"], op["stride"], op["dilation"], op["groups"], sides)

    def halo_rows(self, rows: slice) -> slice:
        """The rows of the padded image that some rows of the output see: the tile with its halo."""
        down, span = self.stride[0], extent(self.kernel[0], self.dilation[0])
        return slice(rows.start * down, (rows.stop - 1) * down + span)

    @property
    def halo_width(self) -> int:
        """The columns of the padded image that a row of the output sees."""
        return (self.size[1] - 1) * self.stride[1] + extent(self.kernel[1], self.dilation[1])
