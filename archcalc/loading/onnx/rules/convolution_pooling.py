"""Convolutions and pooling."""

from __future__ import annotations

from collections.abc import Generator
from math import prod
from typing import Any

from archcalc.base.errors import Refused
from archcalc.language.flat_layers import Layer
from archcalc.loading.onnx.node_view import NodeView, NoRule, Rule
from archcalc.loading.onnx.tensors import Tensor
from archcalc.loading.onnx.translation_context import Flow
from archcalc.operators.attributes import Sides
from archcalc.operators.operator import Shape
from archcalc.operators.sliding_window import extent, same_sides

Making = Generator[Layer, None, Flow]


class _Window:
    """Kernel, stride, dilation and padding of a node, height first; of a row of values, which lies along the width."""

    def __init__(self, node: NodeView, kernel: tuple[int, ...] | None = None) -> None:
        self.node, self.x = node, node.shape(node.flow())
        self.key = ("window", kernel, self.x, *node.attributes.items())
        self.sides: Sides | str | None
        known = node.context.recalled(self.key)
        if known is None:
            self.read(node, kernel)
        else:
            self.axes, self.kernel, self.stride, self.dilation, self.sides = known

    def read(self, node: NodeView, kernel: tuple[int, ...] | None) -> None:
        """All of it from the node, kept for nodes like it."""
        self.axes = len(self.x) - 2
        if self.axes not in {1, 2}:
            raise NoRule(f"it works along {self.axes} axes")
        stated = node.attributes.get("kernel_shape")
        kernel = kernel or (stated if isinstance(stated, tuple) else ())
        if len(kernel) != self.axes or (stated and kernel != stated):
            raise Refused("onnx", f"its kernel is {list(kernel)}, and kernel_shape says {stated}")
        self.kernel = self.two(kernel, 1)
        self.stride = self.two(node.integers("strides", self.axes, 1), 1)
        self.dilation = self.two(node.integers("dilations", self.axes, 1), 1)
        self.sides = None

    def padding(self) -> Sides | str:
        """The padding, worked out once for all nodes like this."""
        if self.sides is None:
            self.sides = self.padded()
            found = self.axes, self.kernel, self.stride, self.dilation, self.sides
            self.node.context.remembered(self.key, found)
        return self.sides

    def two(self, row: tuple[int, ...], missing: int) -> tuple[int, int]:
        """Height and width."""
        return (row[0], row[1]) if self.axes == 2 else (missing, row[0])

    def padded(self) -> Sides | str:
        """ONNX gives the sides before all axes, then those after; `SAME_LOWER` puts the odd row before."""
        way = self.node.attributes.get("auto_pad", "NOTSET")
        if way == "NOTSET":
            pads = self.node.integers("pads", 2 * self.axes, 0)
            if min(pads) < 0:
                raise NoRule("its padding is below zero")
            (top, left), (bottom, right) = self.two(pads[:self.axes], 0), self.two(pads[self.axes:], 0)
            return top, bottom, left, right
        if way == "SAME_UPPER":
            return "same"
        if way != "SAME_LOWER":
            return 0, 0, 0, 0
        sizes = self.two(self.x[2:], 1)
        (bottom, top), (right, left) = (same_sides(*axis) for axis in
                                        zip(sizes, self.kernel, self.stride, self.dilation, strict=True))
        return top, bottom, left, right

    def made(self, kind: str, weights: dict[str, Tensor] | None = None, **attributes: Any) -> Flow | Making:
        """The layer; a row of values becomes an image of one row before it, and a row again after it."""
        attributes |= {"kernel": self.kernel, "stride": self.stride}
        if self.axes == 2:
            return self.node.add(kind, self.node.flow(), weights=weights, **attributes)
        return self.between_rows(kind, weights, attributes)

    def between_rows(self, kind: str, weights: dict[str, Tensor] | None, attributes: dict[str, Any]) -> Making:
        """The layer between two changes of shape; the second needs to know what comes out of it."""
        node = self.node
        image = node.aside("reshape", node.flow(), shape=(self.x[1], 1, self.x[2]))
        y = node.add(kind, image, weights=weights, **attributes)
        yield from node.placed()
        _, c, _, length = node.shape(y)
        return node.aside("reshape", y, shape=(c, length))


def _conv(node: NodeView) -> Flow | Making:
    weight, bias = node.held(1), node.tensor(2)
    window = _Window(node, weight.shape[2:])
    groups = node.integer("group", 1)
    if window.x[1] != weight.shape[1] * groups:
        raise Refused("shape", f"its weights {list(weight.shape)} in {groups} groups want "
                               f"{weight.shape[1] * groups} channels, and {window.x[1]} come in")
    padding = window.padding()
    if bias is not None and not bias.name and bias.values and not any(bias.values):
        bias = None  # PyTorch's exporter gives a convolution without one a number, 0, repeated
    if bias is None:
        bias = _added_bias(node, weight.shape[0], len(window.x))
    held = {"weight": _as_image(weight)} | ({"bias": bias} if bias is not None else {})
    return window.made("conv", held, filters=weight.shape[0], padding=padding, dilation=window.dilation, groups=groups,
                       bias=bias is not None)


def _as_image(weight: Tensor) -> Tensor:
    shape = weight.shape
    return weight if len(shape) == 4 else weight.reshaped((*shape[:2], 1, *shape[2:]))


def _added_bias(node: NodeView, filters: int, rank: int) -> Tensor | None:
    """The array of an Add that follows, if it holds a number for every filter."""
    output = node.record.outputs[0]
    addition = node.follower("Add")
    bias = addition.other(output) if addition else None
    if addition is None or not isinstance(bias, Tensor) or per_channel(bias.shape, filters, rank) is None:
        return None
    node.settle(addition)
    return bias.reshaped((filters,))


def per_channel(shape: Shape, channels: int, rank: int) -> int | None:
    """The number of channels for which an array has a value, broadcast over (n, c, ...): all of them, or None."""
    full = (1,) * (rank - len(shape)) + shape
    fits = len(full) == rank and full[1] == channels and all(size == 1 for i, size in enumerate(full) if i != 1)
    return channels if fits else None


def _conv_transpose(node: NodeView) -> Flow | Making:
    weight, bias = node.held(1), node.tensor(2)
    window = _Window(node, weight.shape[2:])
    groups = node.integer("group", 1)
    if window.x[1] != weight.shape[0]:
        raise Refused("shape", f"its weights {list(weight.shape)} want {weight.shape[0]} channels, and "
                               f"{window.x[1]} come in")
    extra = window.two(node.integers("output_padding", window.axes, 0), 0)
    padding = _cut(node, window, extra)
    held = {"weight": _as_image(weight)} | ({"bias": bias} if bias is not None else {})
    return window.made("conv_transpose", held, filters=weight.shape[1] * groups, padding=padding,
                                   output_padding=extra, dilation=window.dilation, groups=groups,
                                   bias=bias is not None)


def _cut(node: NodeView, window: _Window, extra: tuple[int, int]) -> Sides:
    """The sides that are cut off: as the node says, or so that the output has the size that it wants."""
    wanted = node.attributes.get("output_shape")
    way = node.attributes.get("auto_pad", "NOTSET")
    if not wanted and way not in {"SAME_UPPER", "SAME_LOWER"}:
        padding = window.padding()
        assert not isinstance(padding, str)
        return padding
    sizes = window.two(window.x[2:], 1)
    wanted = window.two(wanted[-window.axes:], 1) if wanted else tuple(
        size * stride for size, stride in zip(sizes, window.stride, strict=True))
    sides: list[int] = []
    for i in (0, 1):
        total = window.stride[i] * (sizes[i] - 1) + extra[i] + extent(window.kernel[i], window.dilation[i]) - wanted[i]
        if total < 0:
            raise NoRule("it adds rows that no kernel reaches")
        less, more = total // 2, total - total // 2
        sides += (less, more) if way == "SAME_UPPER" else (more, less)
    return sides[0], sides[1], sides[2], sides[3]


def _pool(kind: str) -> Rule:
    def rule(node: NodeView) -> Flow | Making:
        node.only_first()
        window = _Window(node)
        if window.dilation != (1, 1):
            raise NoRule("its window is dilated")
        more: dict[str, Any] = {"ceil": bool(node.integer("ceil_mode", 0))}
        if kind == "avg_pool":
            more["count_padding"] = bool(node.integer("count_include_pad", 0))
        return window.made(kind, padding=window.padding(), **more)

    return rule


def _global_pool(kind: str) -> Rule:
    def rule(node: NodeView) -> Flow:
        x, shape = node.flow(), node.shape(node.flow())
        if len(shape) == 4:
            return node.add(kind, x)
        if len(shape) < 3:
            raise NoRule("there is nothing to pool", shape)
        flat = node.aside("reshape", x, shape=(shape[1], prod(shape[2:]), 1))
        return node.aside("reshape", node.add(kind, flat), shape=(shape[1], *(1 for _ in shape[2:])))

    return rule


RULES: dict[str, Rule] = {
    "Conv": _conv, "ConvTranspose": _conv_transpose, "MaxPool": _pool("max_pool"), "AveragePool": _pool("avg_pool"),
    "GlobalAveragePool": _global_pool("global_avg_pool"), "GlobalMaxPool": _global_pool("global_max_pool"),
}
