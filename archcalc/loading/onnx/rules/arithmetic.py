"""Two operands, value by value: branches, numbers, learned arrays."""

from __future__ import annotations

from functools import partial

from archcalc.loading.onnx.node_view import Call, Flow, NoRule, Rule
from archcalc.loading.onnx.rules.activations import begins_gelu, gelu_from_quotient
from archcalc.loading.onnx.rules.convolution_pooling import per_channel
from archcalc.loading.onnx.tensors import Tensor
from archcalc.operators.operator import Shape

_WRITTEN = {"add": "add", "multiply": "multiply"}
"""Functions that have an operator of their own, where branches are of one shape."""


def _two(function: str, call: Call) -> Flow:
    left, right = call.operand(0), call.operand(1)
    if isinstance(left, Flow) and isinstance(right, Flow):
        return _branches(function, call, [left, right])
    if isinstance(left, Flow) and isinstance(right, Tensor):
        return _with(function, call, left, right, turned=False)
    if isinstance(left, Tensor) and isinstance(right, Flow):
        return _with(function, call, right, left, turned=function not in {"add", "multiply", "maximum", "minimum"})
    raise NoRule("its operands are not known")


def _branches(function: str, call: Call, flows: list[Flow]) -> Flow:
    shapes = [call.shape(flow) for flow in flows]
    if function in _WRITTEN and (len(set(shapes)) == 1 or (function == "multiply" and _gated(shapes))):
        return call.add(_WRITTEN[function], *flows)
    first, *others = flows
    for number, flow in enumerate(others, 1):
        add = call.add if number == len(others) else call.aside
        first = add("arithmetic", first, flow, function=function)
    return first


def _gated(shapes: list[Shape]) -> bool:
    """Whether every input is the largest volume or scales its channels."""
    largest = max(shapes, key=lambda shape: (len(shape), shape))
    return len(largest) == 4 and all(shape in {largest, (*largest[:2], 1, 1)} for shape in shapes)


def _with(function: str, call: Call, x: Flow, other: Tensor, *, turned: bool) -> Flow:
    if other.size == 1:
        return _number(function, call, x, other, turned=turned)
    shape = call.shape(x)
    if not other.fraction:
        raise NoRule("its other operand is an array of integers", shape if len(shape) >= len(other.shape) else None)
    if function == "add" and len(shape) == 3 and other.shape in {shape[1:], (1, *shape[1:])}:
        return call.add("positions", x, weights={"embedding": other.reshaped(shape[1:])})
    channels = _channels(other, shape)
    if function == "multiply" and channels:
        return call.add("layer_scale", x, weights={"scale": other.reshaped((channels,))})
    return call.add("arithmetic", x, weights={"operand": other}, function=function, learned=other.shape, turned=turned)


def _channels(other: Tensor, shape: Shape) -> int | None:
    """How many channels of a volume, or features of tokens, an array has a number for; None where it is not so."""
    if len(shape) == 4:
        return per_channel(other.shape, shape[1], 4)
    return shape[-1] if other.shape[-1:] == shape[-1:] and other.size == shape[-1] and len(shape) in {2, 3} else None


def _number(function: str, call: Call, x: Flow, other: Tensor, *, turned: bool) -> Flow:
    shape = call.shape(x)
    if other.values is None or len(other.shape) > len(shape):
        raise NoRule("its other operand is not known", shape if len(other.shape) <= len(shape) else None)
    number = float(other.values[0])
    if not turned and begins_gelu(call.op, number) and gelu_from_quotient(call, x):
        return call.add("gelu", x)
    if function == "power" and number in {0.5, 2} and not turned:
        return call.add("elementwise", x, function="square" if number == 2 else "sqrt")
    return call.add("arithmetic", x, function=function, number=number, turned=turned)


def _several(function: str, call: Call) -> Flow:
    """Any number of operands; the file's arrays after the layers' outputs."""
    operands = [value for value in call.operands() if value is not None]
    if len(operands) == 2:
        return _two(function, call)
    flows = [value for value in operands if isinstance(value, Flow)]
    if len(flows) != len(operands):
        raise NoRule("some of its operands are not layers' outputs")
    return call.add("identity", flows[0]) if len(flows) == 1 else _branches(function, call, flows)


def _mean(call: Call) -> Flow:
    flows = [call.flow(number) for number in range(len(call.inputs))]
    if len(flows) == 1:
        return call.add("identity", flows[0])
    total = _branches("add", call, flows)
    return call.aside("arithmetic", total, function="divide", number=float(len(flows)))


RULES: dict[str, Rule] = {
    "Add": partial(_two, "add"), "Sub": partial(_two, "subtract"), "Mul": partial(_two, "multiply"),
    "Div": partial(_two, "divide"), "Pow": partial(_two, "power"), "Sum": partial(_several, "add"),
    "Max": partial(_several, "maximum"), "Min": partial(_several, "minimum"), "Mean": _mean,
}
