"""onnxruntime's own functions of quantised values: each operand with its scale and zero point."""

from __future__ import annotations

from functools import partial
from math import prod

from archcalc.base.errors import Refused
from archcalc.loading.onnx.node_view import NodeView, NoRule, Rule
from archcalc.loading.onnx.rules.quantization import (
    Layers,
    computed,
    dequantized,
    kind_of,
    less,
    number_of,
    quantized,
    restored,
    standing_for,
)
from archcalc.loading.onnx.tensors import FLOAT, Tensor
from archcalc.loading.onnx.translation_context import Value


def _qlinear(op: str, operands: int, node: NodeView) -> Layers:
    """onnxruntime's functions of quantised values: each operand with its scale and zero point, then the output's."""
    read: list[Value] = []
    for number in range(operands):
        value, scale, zero = node.operand(3 * number), node.held(3 * number + 1), node.tensor(3 * number + 2)
        read.append(restored(node, value, scale, zero) if isinstance(value, Tensor) else
                    dequantized(node, node.flow(3 * number), scale, zero))
    yield from node.placed()
    y = yield from standing_for(node, op, read)
    yield from node.placed()
    zero = node.tensor(3 * operands + 1)
    return quantized(node, y, node.held(3 * operands), zero, kind_of(node, zero))


def _qlinear_concat(node: NodeView) -> Layers:
    parts = [dequantized(node, node.flow(number), node.held(number + 1), node.tensor(number + 2))
             for number in range(2, len(node.inputs), 3)]
    yield from node.placed()
    y = yield from standing_for(node, "Concat", list(parts))
    yield from node.placed()
    zero = node.tensor(1)
    return quantized(node, y, node.held(0), zero, kind_of(node, zero))


def _dynamic_matmul(node: NodeView) -> Layers:
    """A product whose input is quantised as it comes."""
    scale, zero, bias = node.held(2), node.tensor(3), node.tensor(4)
    weight = restored(node, node.held(1), scale, zero, -1)
    x = node.aside("dynamic_quantize", node.flow(), gives="restored")
    yield from node.placed()
    return (yield from standing_for(node, "MatMul", [x, weight, bias] if bias is not None else [x, weight]))


def _integer_to_float(node: NodeView) -> Layers:
    """A product of integers, put back at once."""
    (x_scale, w_scale), (x_zero, w_zero), bias = (node.operand(2), node.held(3)), (node.operand(4), node.tensor(5)), \
        node.tensor(6)
    weight = restored(node, node.held(1), w_scale, w_zero, -1)
    x = less(node, node.flow(), x_zero)
    if isinstance(x_scale, Tensor):
        step = number_of(x_scale)
        if step is None:
            raise NoRule("its input has several scales")
        x = node.aside("arithmetic", x, function="multiply", number=step)
    else:
        x = node.aside("arithmetic", x, node.flow(2), function="multiply")
    yield from node.placed()
    return (yield from standing_for(node, "MatMul", [x, weight, bias] if bias is not None else [x, weight]))


def _dynamic_lstm(node: NodeView) -> Layers:
    """An LSTM whose inputs are quantised as they come: its weights are the file's, its values nearly so."""
    weights = []
    for place, number in ((1, 8), (2, 10)):
        held, scale, zero = node.held(place), node.held(number), node.tensor(number + 1)
        turned = held.transposed((0, 2, 1))
        size = prod(scale.shape)
        if size not in {1, held.shape[0], held.shape[0] * held.shape[2]}:
            raise Refused("shape", f"its scales {list(scale.shape)} do not fit {list(held.shape)}")
        full = (held.shape[0], size // held.shape[0], 1) if size > 1 else ()
        step = scale.reshaped(full)
        whole = computed(node, "Cast", turned, to=FLOAT)
        if zero is not None and any(zero.values or (1,)):
            whole = computed(node, "Sub", whole, computed(node, "Cast", zero.reshaped(full), to=FLOAT))
        weights.append(computed(node, "Mul", whole, step))
    node.context.ledger.quantised_inside += 1
    x = node.aside("dynamic_quantize", node.flow(), gives="restored")
    yield from node.placed()
    return (yield from standing_for(node, "LSTM", [x, *weights, *node.operands()[3:8]]))


RULES: dict[str, Rule] = {
    "com.microsoft:QLinearAdd": partial(_qlinear, "Add", 2), "com.microsoft:QLinearMul": partial(_qlinear, "Mul", 2),
    "com.microsoft:QLinearConcat": _qlinear_concat,
    **{f"com.microsoft:QLinear{op}": partial(_qlinear, op, 1)
       for op in ("Sigmoid", "LeakyRelu", "AveragePool", "GlobalAveragePool", "Softmax", "ReduceMean")},
    "com.microsoft:DynamicQuantizeMatMul": _dynamic_matmul, "com.microsoft:MatMulIntegerToFloat": _integer_to_float,
    "com.microsoft:DynamicQuantizeLSTM": _dynamic_lstm,
}
