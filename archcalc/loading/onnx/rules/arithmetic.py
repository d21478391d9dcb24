"""Two operands, value by value: branches, numbers, learned arrays."""

from __future__ import annotations

from functools import partial

from archcalc.base.axis_order import Signal
from archcalc.loading.onnx.node_view import NodeView, NoRule, Rule
from archcalc.loading.onnx.rules.activations import begins_gelu, gelu_from_quotient
from archcalc.loading.onnx.rules.convolution_pooling import per_channel
from archcalc.loading.onnx.tensors import Tensor
from archcalc.loading.onnx.translation_context import Flow
from archcalc.loading.onnx.two_axes import of_one_kind
from archcalc.operators.operator import Shape
from archcalc.operators.shape_kinds import is_spatial

_WRITTEN = {"add": "add", "multiply": "multiply"}
"""Functions that have an operator of their own, where branches are of one shape."""


def _two(function: str, node: NodeView) -> Flow:
    left, right = node.operand(0), node.operand(1)
    if isinstance(left, Flow) and isinstance(right, Flow):
        return _branches(function, node, [left, right])
    if isinstance(left, Flow) and isinstance(right, Tensor):
        return _with(function, node, left, right, turned=False)
    if isinstance(left, Tensor) and isinstance(right, Flow):
        return _with(function, node, right, left, turned=function not in {"add", "multiply", "maximum", "minimum"})
    raise NoRule("its operands are not known")


def _branches(function: str, node: NodeView, flows: list[Flow]) -> Flow:
    shapes = [node.shape(flow) for flow in flows]
    flows = of_one_kind(node, flows)
    if function in _WRITTEN and (len(set(shapes)) == 1 or (function == "multiply" and _gated(shapes))):
        return node.add(_WRITTEN[function], *flows)
    first, *others = flows
    for number, flow in enumerate(others, 1):
        add = node.add if number == len(others) else node.aside
        first = add("arithmetic", first, flow, function=function)
    return first


def _gated(shapes: list[Shape]) -> bool:
    """True where every input is the largest volume or scales its channels."""
    largest = max(shapes, key=lambda shape: (len(shape), shape))
    ones = (*largest[:2], *(1 for _ in largest[2:]))
    return is_spatial(largest) and all(shape in {largest, ones} for shape in shapes)


def _with(function: str, node: NodeView, x: Flow, other: Tensor, *, turned: bool) -> Flow:
    if other.size == 1:
        return _number(function, node, x, other, turned=turned)
    shape = node.shape(x)
    if not other.fraction:
        raise NoRule("its other operand is an array of integers", shape if len(shape) >= len(other.shape) else None)
    is_tokens = len(shape) == 3 and not isinstance(shape, Signal)
    if function == "add" and is_tokens and other.shape in {shape[1:], (1, *shape[1:])}:
        return node.add("positions", x, weights={"embedding": other.reshaped(shape[1:])})
    channels = _channels(other, shape)
    if function == "multiply" and channels:
        return node.add("layer_scale", x, weights={"scale": other.reshaped((channels,))})
    return node.add("arithmetic", x, weights={"operand": other}, function=function, learned=other.shape, turned=turned)


def _channels(other: Tensor, shape: Shape) -> int | None:
    """The number of channels or features for which an array has a value each; None where it is not so."""
    if is_spatial(shape):
        return per_channel(other.shape, shape[1], len(shape))
    return shape[-1] if other.shape[-1:] == shape[-1:] and other.size == shape[-1] and len(shape) in {2, 3} else None


def _number(function: str, node: NodeView, x: Flow, other: Tensor, *, turned: bool) -> Flow:
    shape = node.shape(x)
    if other.values is None or len(other.shape) > len(shape):
        raise NoRule("its other operand is not known", shape if len(other.shape) <= len(shape) else None)
    number = float(other.values[0])
    if not turned and begins_gelu(node.op, number) and gelu_from_quotient(node, x):
        return node.add("gelu", x)
    if function == "power" and number in {0.5, 2} and not turned:
        return node.add("elementwise", x, function="square" if number == 2 else "sqrt")
    return node.add("arithmetic", x, function=function, number=number, turned=turned)


def _several(function: str, node: NodeView) -> Flow:
    """Any number of operands; the file's arrays after the layers' outputs."""
    operands = [value for value in node.operands() if value is not None]
    if len(operands) == 2:
        return _two(function, node)
    flows = [value for value in operands if isinstance(value, Flow)]
    if len(flows) != len(operands):
        raise NoRule("some of its operands are not layers' outputs")
    return node.add("identity", flows[0]) if len(flows) == 1 else _branches(function, node, flows)


def _mean(node: NodeView) -> Flow:
    flows = [node.flow(number) for number in range(len(node.inputs))]
    if len(flows) == 1:
        return node.add("identity", flows[0])
    total = _branches("add", node, flows)
    return node.aside("arithmetic", total, function="divide", number=float(len(flows)))


RULES: dict[str, Rule] = {
    "Add": partial(_two, "add"), "Sub": partial(_two, "subtract"), "Mul": partial(_two, "multiply"),
    "Div": partial(_two, "divide"), "Pow": partial(_two, "power"), "Sum": partial(_several, "add"),
    "Max": partial(_several, "maximum"), "Min": partial(_several, "minimum"), "Mean": _mean,
}
