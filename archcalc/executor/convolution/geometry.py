"""The geometry of a convolution: channels, sizes, windows, and the halo that a tile of outputs sees.

The methods convolve images, and all others are such: a signal is an image of width 1, so are all tokens, whose features
are channels, and in a volume the slices that a slice of the output sees are an image of as many times the channels;
where each channel is by itself, each slice is convolved by itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from archcalc.base.named_tuples import NamedTuple
from archcalc.network.graph import Node
from archcalc.operators.axis_attributes import Sides
from archcalc.operators.operator import Shape
from archcalc.operators.sliding_window import both_sides, extent, pairs


class DepthWindow(NamedTuple):
    """The slices of a volume, `padding` of zeros before them, that each of so many `slices` of the output sees."""

    slices: int
    kernel: int
    stride: int
    dilation: int
    padding: int

    def seen(self, place: int) -> range:
        """The slices that a slice of the output sees; those before the first, and past the last, are padding."""
        first = place * self.stride - self.padding
        return range(first, first + extent(self.kernel, self.dilation), self.dilation)


class _Axis(NamedTuple):
    """A convolution along one axis."""

    size: int
    kernel: int
    stride: int
    dilation: int
    sides: tuple[int, int]


_NO_AXIS = _Axis(1, 1, 1, 1, (0, 0))


def _axes(op: Mapping[str, Any], x: Shape, sizes: tuple[int, ...]) -> list[_Axis]:
    sides = both_sides(op["padding"], x[2:], op["kernel"], op["stride"], op["dilation"])
    return list(map(_Axis, sizes, op["kernel"], op["stride"], op["dilation"], pairs(sides)))


def depth_window(node: Node) -> DepthWindow | None:
    """The slices that those of the output see, of a convolution of volumes; None of any other."""
    if len(node.shape) != 5:
        return None
    axis = _axes(node.op.attributes, node.input_shapes[0], node.shape[2:])[0]
    return DepthWindow(axis.size, axis.kernel, axis.stride, axis.dilation, axis.sides[0])


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
    depth: DepthWindow | None = None
    """The slices that those of the output see, of a convolution of volumes."""

    @classmethod
    def of(cls, node: Node) -> Geometry:
        """The geometry of a `conv`, of a signal with a width of 1, of a volume that of its slices; and of a product."""
        if "plain-product" in node.op.traits:
            n, t, units = node.shape
            return cls(node.input_shapes[0][-1], units, (n * t, 1), (1, 1), (1, 1), (1, 1), 1, (0, 0, 0, 0))
        op, x, (_, filters, *sizes) = node.op.attributes, node.input_shapes[0], node.shape
        axes = _axes(op, x, tuple(sizes))
        down, across = axes[-2:] if len(axes) > 1 else (axes[0], _NO_AXIS)
        depthwise = op["groups"] == x[1] == filters  # slice by slice, as a channel's slices are no image's channels
        slices = axes[0].kernel if len(axes) > 2 and not depthwise else 1
        return cls(x[1] * slices, filters, (down.size, across.size), (down.kernel, across.kernel),
                   (down.stride, across.stride), (down.dilation, across.dilation), op["groups"],
                   (*down.sides, *across.sides), depth_window(node))

    def halo_rows(self, rows: slice) -> slice:
        """The rows of the padded image that some rows of the output see: the tile with its halo."""
        down, span = self.stride[0], extent(self.kernel[0], self.dilation[0])
        return slice(rows.start * down, (rows.stop - 1) * down + span)

    @property
    def halo_width(self) -> int:
        """The columns of the padded image that a row of the output sees."""
        return (self.size[1] - 1) * self.stride[1] + extent(self.kernel[1], self.dilation[1])
