"""Convolutions and pooling."""

from __future__ import annotations

from math import prod
from operator import mul
from typing import Any

from archcalc.base.errors import Refused
from archcalc.loading.onnx.node_view import NodeView, NoRule, Rule
from archcalc.loading.onnx.rules.array_functions import moved
from archcalc.loading.onnx.tensors import Tensor
from archcalc.loading.onnx.translation_context import Answer, Flow
from archcalc.loading.onnx.two_axes import channels_first
from archcalc.operators.axis_attributes import MOST_AXES, Sides
from archcalc.operators.operator import Shape
from archcalc.operators.sliding_window import extent, same_sides


class _Window:
    """Kernel, stride, dilation and padding of a node, axis by axis."""

    def __init__(self, node: NodeView, kernel: tuple[int, ...] | None = None) -> None:
        self.node, self.x = node, node.shape(node.flow())
        self.key = ("window", kernel, self.x, *node.attributes.items())
        self.axes: int
        self.sides: Sides | str | None
        known = node.recalled(self.key)
        if known is None:
            self.read(node, kernel)
        else:
            self.axes, self.kernel, self.stride, self.dilation, self.sides = known

    def read(self, node: NodeView, kernel: tuple[int, ...] | None) -> None:
        """All of it from the node, kept for nodes like it."""
        self.axes = len(self.x) - 2
        if not 1 <= self.axes <= MOST_AXES:
            raise NoRule(f"it works along {self.axes} axes")
        stated = node.attributes.get("kernel_shape")
        kernel = kernel or (stated if isinstance(stated, tuple) else ())
        if len(kernel) != self.axes or (stated and kernel != stated):
            raise Refused("onnx", f"its kernel is {list(kernel)}, and kernel_shape says {stated}")
        self.kernel = kernel
        self.stride = node.integers("strides", self.axes, 1)
        self.dilation = node.integers("dilations", self.axes, 1)
        self.sides = None

    def padding(self) -> Sides | str:
        """The padding, worked out once for all nodes like this."""
        sides: Sides | str = self.padded() if self.sides is None else self.sides
        if self.sides is None:
            self.sides = sides
            self.node.remembered(self.key, (self.axes, self.kernel, self.stride, self.dilation, sides))
        return sides

    def padded(self) -> Sides | str:
        """ONNX gives the sides before all axes, then those after; `SAME_LOWER` puts the odd row before."""
        way = self.node.attributes.get("auto_pad", "NOTSET")
        if way == "NOTSET":
            pads = self.node.integers("pads", 2 * self.axes, 0)
            if min(pads) < 0:
                raise NoRule("its padding is below zero")
            return tuple(side for both in zip(pads[:self.axes], pads[self.axes:], strict=True) for side in both)
        if way == "SAME_UPPER":
            return "same"
        if way != "SAME_LOWER":
            return (0,) * (2 * self.axes)
        axes = zip(self.x[2:], self.kernel, self.stride, self.dilation, strict=True)
        return tuple(side for axis in axes for side in reversed(same_sides(*axis)))

    def made(self, kind: str, weights: dict[str, Tensor] | None = None, **attributes: Any) -> Flow:
        """The layer."""
        attributes |= {"kernel": self.kernel, "stride": self.stride}
        return self.node.add(kind, channels_first(self.node), weights=weights, **attributes)


def _conv(node: NodeView) -> Flow:
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
    held = {"weight": weight} | ({"bias": bias} if bias is not None else {})
    return window.made("conv", held, filters=weight.shape[0], padding=padding, dilation=window.dilation, groups=groups,
                       bias=bias is not None)


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


def _conv_transpose(node: NodeView) -> Flow:
    weight, bias = node.held(1), node.tensor(2)
    window = _Window(node, weight.shape[2:])
    groups = node.integer("group", 1)
    if window.x[1] != weight.shape[0]:
        raise Refused("shape", f"its weights {list(weight.shape)} want {weight.shape[0]} channels, and "
                               f"{window.x[1]} come in")
    extra = node.integers("output_padding", window.axes, 0)
    padding = _cut(node, window, extra)
    held = {"weight": weight} | ({"bias": bias} if bias is not None else {})
    return window.made("conv_transpose", held, filters=weight.shape[1] * groups, padding=padding,
                                   output_padding=extra, dilation=window.dilation, groups=groups,
                                   bias=bias is not None)


def _cut(node: NodeView, window: _Window, extra: tuple[int, ...]) -> Sides:
    """The sides that are cut off: as the node says, or so that the output has the size that it wants."""
    wanted = node.attributes.get("output_shape")
    way = node.attributes.get("auto_pad", "NOTSET")
    if not wanted and way not in {"SAME_UPPER", "SAME_LOWER"}:
        padding = window.padding()
        assert not isinstance(padding, str)
        return padding
    sizes = window.x[2:]
    wanted = wanted[-window.axes:] if wanted else tuple(map(mul, sizes, window.stride))
    sides: list[int] = []
    for i, size in enumerate(sizes):
        total = window.stride[i] * (size - 1) + extra[i] + extent(window.kernel[i], window.dilation[i]) - wanted[i]
        if total < 0:
            raise NoRule("it adds rows that no kernel reaches")
        less, more = total // 2, total - total // 2
        sides += (less, more) if way == "SAME_UPPER" else (more, less)
    return tuple(sides)


def _pool(kind: str) -> Rule:
    def rule(node: NodeView) -> Answer:
        undone = [node.context.readers(places) for places in node.record.outputs[1:]] == [{"MaxUnpool"}]
        if not undone:
            node.only_first()
        if undone and node.flag("storage_order"):
            raise NoRule("its places are counted column by column")
        window = _Window(node)
        more: dict[str, Any] = {"ceil": node.flag("ceil_mode")}
        if kind == "max_pool":
            more["dilation"] = window.dilation
        elif set(window.dilation) != {1}:
            return moved(node, "adds")
        else:
            more["count_padding"] = node.flag("count_include_pad")
        pooled = window.made(kind, padding=window.padding(), **more)
        return (pooled, node.flow()) if undone else pooled  # the places, as what they are found in

    return rule


def _lp_pool(node: NodeView) -> Flow:
    """The root of a sum of powers: a mean of a window, with the zeros of the padding, times its places."""
    window, power = _Window(node), node.integer("p", 2)
    if set(window.dilation) != {1} or node.flag("ceil_mode") or power < 1:
        raise NoRule("its window is dilated, or reaches past the end")
    x = node.aside("arithmetic", node.aside("elementwise", channels_first(node), function="abs"), function="power",
                   number=float(power))
    mean = node.add("avg_pool", x, kernel=window.kernel, stride=window.stride, padding=window.padding(),
                    count_padding=True)
    total = node.aside("arithmetic", mean, function="multiply", number=float(prod(window.kernel)))
    return node.aside("arithmetic", total, function="power", number=1 / power)


def _max_unpool(node: NodeView) -> Flow:
    """The way back through the pooling that gives the places: they are looked for anew in what went into it.

    Of places that come from elsewhere, or of other windows, the cost alone is known.
    """
    numbers = [number for number, record in enumerate(node.context.model.nodes)
               if record.op == "MaxPool" and not record.domain and record.outputs[1:2] == node.inputs[1:2]]
    if not numbers:
        return moved(node)
    pooling = NodeView(node.context, numbers[0])
    window, own, source = _Window(pooling), _Window(node), channels_first(pooling)
    wanted = node.whole(2) if len(node.inputs) > 2 else None
    if (own.kernel, own.stride) != (window.kernel, window.stride) or wanted not in (None, tuple(window.x)):
        return moved(node)
    return node.add("max_unpool", channels_first(node), source, kernel=window.kernel, stride=window.stride,
                    padding=window.padding(), ceil=pooling.flag("ceil_mode"), dilation=window.dilation)


def _global_pool(kind: str) -> Rule:
    def rule(node: NodeView) -> Flow:
        shape = node.shape(node.flow())
        if len(shape) < 3:
            raise NoRule("there is nothing to pool", shape)
        if len(shape) - 2 <= MOST_AXES:
            return node.add(kind, channels_first(node))
        flat = node.aside("reshape", node.flow(), shape=(shape[1], prod(shape[2:]), 1))
        return node.aside("reshape", node.add(kind, flat), shape=(shape[1], *(1 for _ in shape[2:])))

    return rule


RULES: dict[str, Rule] = {
    "Conv": _conv, "ConvTranspose": _conv_transpose, "MaxPool": _pool("max_pool"), "MaxUnpool": _max_unpool,
    "AveragePool": _pool("avg_pool"), "LpPool": _lp_pool,
    "GlobalAveragePool": _global_pool("global_avg_pool"), "GlobalMaxPool": _global_pool("global_max_pool"),
}
