"""Quantised networks: integers and what they stand for.

Convolutions and products of integers are those of the values that they stand for: in ONNX, as here, their sums are
exact. Weights count as the integers that the file holds.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from types import GeneratorType
from typing import Any

from archcalc.language.flat_layers import Layer
from archcalc.loading.onnx.node_view import NodeView, NoRule, Rule
from archcalc.loading.onnx.rules import rules
from archcalc.loading.onnx.tensors import Computation, Tensor
from archcalc.loading.onnx.translation_context import Answer, Flow, Value

_LIMITS = {2: (0, 255), 3: (-128, 127), 4: (0, 65535), 5: (-32768, 32767), 21: (0, 15), 22: (-8, 7)}
"""The smallest and the largest integer of a type."""
_UINT8, _FLOAT = 2, 1
Layers = Generator[Layer, None, Any]
"""A rule that wants to know the shapes of layers that it has made."""


def computed(node: NodeView, op: str, *inputs: Tensor | None, shape: tuple[int, ...] | None = None,
             kind: int = _FLOAT, **attributes: Any) -> Tensor:
    """An array that a node would make of others; its shape is the first one's, unless it is told."""
    first = inputs[0]
    assert first is not None
    made = Computation(op, "", attributes, inputs, max(node.opset, 13))
    return Tensor("", first.shape if shape is None else shape, kind, made=made)


def restored(node: NodeView, weight: Tensor, scale: Tensor, zero: Tensor | None, axis: int = 1) -> Tensor:
    """The values that a weight's integers stand for."""
    return computed(node, "DequantizeLinear", weight, scale, zero, kind=scale.kind, axis=axis)


def number_of(tensor: Tensor | None, default: float = 0.0) -> float | None:
    """The one value of an array; None where it has several, or they are not known."""
    if tensor is None:
        return default
    return float(tensor.values[0]) if tensor.size == 1 and tensor.values else None


def _along(node: NodeView, tensor: Tensor, shape: tuple[int, ...]) -> Tensor:
    """A row of values as an array beside a volume, along the axis that a node names."""
    axis = node.axis(node.integer("axis", 1), len(shape))
    if tensor.shape != (shape[axis],):
        raise NoRule("its scale is in blocks", shape)
    return tensor.reshaped((shape[axis], *(1 for _ in shape[axis + 1:])))


def quantized(node: NodeView, x: Flow, scale: Tensor | None, zero: Tensor | None, kind: int) -> Flow:
    """Values as integers of a type."""
    if kind not in _LIMITS or scale is None:
        raise NoRule("it quantises to fractions", node.shape(x))
    low, high = _LIMITS[kind]
    step, offset = number_of(scale), number_of(zero)
    if step is not None and offset is not None:
        return node.add("quantize", x, scale=step, zero_point=offset, low=float(low), high=float(high))
    shape = node.shape(x)
    y = node.add("arithmetic", x, node.constant(_along(node, scale, shape)), function="divide")
    y = node.aside("elementwise", y, function="round")
    if zero is not None and any(zero.values or (1,)):
        y = node.aside("arithmetic", y, node.constant(_along(node, zero, shape)), function="add")
    return node.aside("clip", y, low=float(low), high=float(high))


def dequantized(node: NodeView, x: Flow, scale: Tensor | None, zero: Tensor | None) -> Flow:
    """The values that integers stand for."""
    if scale is None:
        raise NoRule("its scale is missing")
    step, offset = number_of(scale), number_of(zero)
    if step is not None and offset is not None:
        return node.aside("dequantize", x, scale=step, zero_point=offset) if node.op != "DequantizeLinear" else \
            node.add("dequantize", x, scale=step, zero_point=offset)
    shape = node.shape(x)
    if zero is not None and any(zero.values or (1,)):
        x = node.aside("arithmetic", x, node.constant(_along(node, zero, shape)), function="subtract")
    return node.add("arithmetic", x, node.constant(_along(node, scale, shape)), function="multiply")


def standing_for(node: NodeView, op: str, operands: Sequence[Value | None]) -> Layers:
    """The layers of a node by another operator's rule, on other operands."""
    node.op, node.values, node.stands_for = op, list(operands), True
    answer = rules()[op](node)
    return (yield from answer) if isinstance(answer, GeneratorType) else answer


def kind_of(node: NodeView, zero: Tensor | None) -> int:
    """ONNX's number of the type that values are quantised to."""
    return zero.kind if zero is not None else node.integer("output_dtype", 0) or _UINT8


def _quantize(node: NodeView) -> Flow:
    scale, zero = node.held(1), node.tensor(2)
    return quantized(node, node.flow(), scale, zero, kind_of(node, zero))


def _dequantize(node: NodeView) -> Flow:
    return dequantized(node, node.flow(), node.held(1), node.tensor(2))


def _dynamic(node: NodeView) -> Answer:
    """Values, their scale and their zero point, of which those that are used become layers."""
    x = node.flow()
    used = [not number or not node.context.is_unused(output) for number, output in enumerate(node.record.outputs)]
    made = [node.add("dynamic_quantize", x, gives=gives) if each else None
            for gives, each in zip(("values", "scale", "zero_point"), used, strict=False)]
    return tuple(flow and Flow(flow.layer, number > 0) for number, flow in enumerate(made))


def less(node: NodeView, x: Flow, zero: Value | None) -> Flow:
    """Integers counted from their zero point."""
    if zero is None or (isinstance(zero, Tensor) and zero.values is not None and not any(zero.values)):
        return x
    if isinstance(zero, Flow):
        return node.aside("arithmetic", x, zero, function="subtract")
    if not isinstance(zero, Tensor) or (offset := number_of(zero)) is None:
        raise NoRule("its input has several zero points")
    return node.aside("arithmetic", x, function="subtract", number=offset)


def _weight_less(node: NodeView, weight: Tensor, zero: Tensor | None, axis: int) -> Tensor:
    """A weight's integers counted from their zero points."""
    if zero is None or (zero.values is not None and not any(zero.values)):
        return weight
    one = Tensor("", zero.shape, _FLOAT, (1.0,) * zero.size)
    return restored(node, weight, one, zero, axis)


def _conv_integer(node: NodeView) -> Layers:
    x, weight = less(node, node.flow(), node.operand(2)), _weight_less(node, node.held(1), node.tensor(3), 0)
    yield from node.placed()
    return (yield from standing_for(node, "Conv", [x, weight]))


def _matmul_integer(node: NodeView) -> Layers:
    x, second = less(node, node.flow(), node.operand(2)), node.operand(1)
    other: Value = _weight_less(node, second, node.tensor(3), -1) if isinstance(second, Tensor) else \
        less(node, node.flow(1), node.operand(3))
    yield from node.placed()
    return (yield from standing_for(node, "MatMul", [x, other]))


def _qlinear_conv(node: NodeView) -> Layers:
    (x_scale, x_zero), (w_scale, w_zero), (y_scale, y_zero) = ((node.held(i), node.held(i + 1)) for i in (1, 4, 6))
    weight, bias = restored(node, node.held(3), w_scale, w_zero, 0), node.tensor(8)
    x = dequantized(node, node.flow(), x_scale, x_zero)
    if bias is not None:
        step = computed(node, "Mul", x_scale, w_scale, shape=w_scale.shape or ())
        bias = computed(node, "DequantizeLinear", bias, step, None, axis=0)
    yield from node.placed()
    y = yield from standing_for(node, "Conv", [x, weight, bias])
    yield from node.placed()
    return quantized(node, y, y_scale, y_zero, y_zero.kind)


def _qlinear_matmul(node: NodeView) -> Layers:
    (a_scale, a_zero), (b_scale, b_zero), (y_scale, y_zero) = ((node.held(i), node.held(i + 1)) for i in (1, 4, 6))
    x, second = dequantized(node, node.flow(), a_scale, a_zero), node.operand(3)
    other: Value = restored(node, second, b_scale, b_zero, -1) if isinstance(second, Tensor) else \
        dequantized(node, node.flow(3), b_scale, b_zero)
    yield from node.placed()
    y = yield from standing_for(node, "MatMul", [x, other])
    yield from node.placed()
    return quantized(node, y, y_scale, y_zero, y_zero.kind)


RULES: dict[str, Rule] = {
    "QuantizeLinear": _quantize, "DequantizeLinear": _dequantize, "DynamicQuantizeLinear": _dynamic,
    "ConvInteger": _conv_integer, "MatMulInteger": _matmul_integer, "QLinearConv": _qlinear_conv,
    "QLinearMatMul": _qlinear_matmul,
    "com.microsoft:QuantizeLinear": _quantize, "com.microsoft:DequantizeLinear": _dequantize,
}
