"""Nodes that onnxruntime makes of several: norms with the sums before them, products with what follows.

Source: onnxruntime, ContribOperators.md, https://github.com/microsoft/onnxruntime/blob/main/docs/ContribOperators.md.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from typing import Any

from archcalc.language.flat_layers import Layer
from archcalc.loading.onnx.node_view import NodeView, NoRule, Rule
from archcalc.loading.onnx.rules.linear import linear
from archcalc.loading.onnx.rules.normalization import over_features
from archcalc.loading.onnx.rules.quantization import Layers, standing_for
from archcalc.loading.onnx.tensors import Tensor
from archcalc.loading.onnx.translation_context import Answer, Flow
from archcalc.loading.onnx.two_axes import features_last


def _norm_of_sum(kind: str, bias: int) -> Rule:
    """A norm over features of the sum of two volumes and a row; the sum is its fourth output."""
    def rule(node: NodeView) -> Generator[Layer, None, Answer]:
        if any(output and not node.context.is_unused(output) for output in node.record.outputs[1:3]):
            raise NoRule("its statistics are used", node.shape(node.flow()))
        scale, row = node.held(2), node.tensor(bias)
        total = node.aside("add", *map(node.volume, (0, 1))) if node.shape(node.operand(0)) == node.shape(
            node.operand(1)) else node.aside("arithmetic", *map(node.volume, (0, 1)), function="add")
        if row is not None:
            total = node.aside("arithmetic", total, weights={"operand": row}, function="add", learned=row.shape)
        yield from node.placed()
        return _normed(node, total, kind, scale, node.tensor(3) if bias == 4 else None), None, None, total

    return rule


def _normed(node: NodeView, x: Flow, kind: str, scale: Tensor, shift: Tensor | None, epsilon: float = 1e-12) -> Flow:
    given: dict[str, Any] = {"epsilon": node.attributes.get("epsilon", epsilon)}
    given |= {"bias": shift is not None} if kind == "layer_norm" else {}
    weights = {"weight": scale} | ({} if shift is None else {"bias": shift})
    return over_features(node, x, kind, weights, **given)


def _simplified(node: NodeView) -> Flow:
    """The norm of RMSNormalization, as onnxruntime called it before."""
    node.only_first()
    shape, scale = node.shape(node.flow()), node.held(1)
    if node.axis(node.integer("axis", -1), len(shape)) != len(shape) - 1 or scale.shape != shape[-1:]:
        raise NoRule("it normalises more than the last axis", shape)
    return _normed(node, node.flow(), "rms_norm", scale, None, 1e-5)


def _embeddings(node: NodeView) -> Generator[Layer, None, Answer]:
    """Words, positions and segments looked up, summed and normalised; the sum is the third output."""
    if node.operand(8) is not None:
        raise NoRule("the places of its words depend on the input")
    words, places, segments = node.held(2), node.held(3), node.tensor(4)
    shape = (*node.shape(node.flow()), words.shape[1])
    parts = [_looked_up(node, node.flow(), words)]
    if segments is not None and node.operand(1) is not None:
        parts.append(_looked_up(node, node.flow(1), segments))
    first = node.aside("select", node.constant(places), axis=0, places=(0, shape[1]))
    yield from node.placed()
    total = node.aside("add", *parts) if len(parts) > 1 else parts[0]
    total = node.aside("arithmetic", total, first, function="add")
    yield from node.placed()
    lengths = None
    if node.operand(7) is not None and any(not node.context.is_unused(each) for each in node.record.outputs[1:2]):
        counted = node.aside("reduce", node.volume(7), function="sum", axes=(1,), kept=True)
        lengths = node.aside("regroup", counted, shape=(shape[0],))
    return _normed(node, total, "layer_norm", node.held(5), node.tensor(6)), lengths, total


def _looked_up(node: NodeView, places: Flow, table: Tensor) -> Flow:
    entries, features = table.shape
    return node.aside("embedding", places, weights={"weight": table}, entries=entries, features=features)


def _with_bias(op: str) -> Callable[[NodeView], Layers]:
    """An activation of a volume with a row added."""
    def rule(node: NodeView) -> Layers:
        x, row = node.flow(), node.tensor(1)
        if row is not None:
            x = node.aside("arithmetic", x, weights={"operand": row}, function="add", learned=row.shape)
        yield from node.placed()
        return node.add("gelu", x, approximation="tanh" if op == "FastGelu" else "none")

    return rule


def _quick_gelu(node: NodeView) -> Flow:
    alpha = node.attributes.get("alpha", 1.702)
    steeper = node.aside("arithmetic", node.flow(), function="multiply", number=alpha)
    return node.add("multiply", node.flow(), node.aside("sigmoid", steeper))


def _activated(op: str) -> Callable[[NodeView], Layers]:
    """A convolution or a product with an activation behind it."""
    def rule(node: NodeView) -> Layers:
        given, beside = node.attributes, node.operand(3)
        y = yield from standing_for(node, op, node.operands()[:3])
        yield from node.placed()
        if op == "Conv" and isinstance(beside, Flow):
            y = node.aside("add", y, beside)
            yield from node.placed()
        numbers = [given[name] for name in ("activation_alpha", "activation_beta", "activation_gamma") if name in given]
        return _activation(node, y, str(given.get("activation", "")), tuple(given.get("activation_params", numbers)))

    return rule


def _activation(node: NodeView, y: Flow, name: str, numbers: tuple[float, ...]) -> Flow:
    """An activation by its name, and the numbers that it takes."""
    plain = {"Relu": "relu", "Sigmoid": "sigmoid", "Tanh": "tanh", "": ""}
    if name in plain:
        return node.aside(plain[name], y) if name else y
    if name == "LeakyRelu":
        return node.aside("leaky_relu", y, slope=numbers[0] if numbers else 0.01)
    if name == "Clip" and len(numbers) == 2:
        return node.aside("clip", y, low=numbers[0], high=numbers[1])
    if name == "HardSigmoid" and len(numbers) == 2:
        line = node.aside("arithmetic", node.aside("arithmetic", y, function="multiply", number=numbers[0]),
                          function="add", number=numbers[1])
        return node.aside("clip", line, low=0.0, high=1.0)
    raise NoRule(f"its activation is {name[:40]}", node.shape(y))


def _matmul(node: NodeView) -> Layers:
    """A product of matrices that are turned and scaled first."""
    if node.flag("transBatchA") or node.flag("transBatchB"):
        raise NoRule("it exchanges axes of the batch")
    x, other, alpha = node.flow(), node.operand(1), node.attributes.get("alpha", 1.0)
    if node.flag("transA"):
        x = _exchanged(node, x)
    if isinstance(other, Tensor) and len(other.shape) == 2 and not node.flag("transA"):
        y = linear(node, x, other if node.flag("transB") else other.transposed((1, 0)), None)
    else:
        second = features_last(node, node.volume(1))
        yield from node.placed()
        second = _exchanged(node, second) if node.flag("transB") else second
        y = node.add("matmul", features_last(node, x), second)
    return y if alpha == 1 else node.aside("arithmetic", y, function="multiply", number=alpha)


def _exchanged(node: NodeView, x: Flow) -> Flow:
    """The last two axes in each other's place."""
    rank = len(node.shape(x))
    return node.aside("transpose", x, order=(*range(rank - 2), rank - 1, rank - 2))


RULES: dict[str, Rule] = {
    "SimplifiedLayerNormalization": _simplified,
    "com.microsoft:SkipLayerNormalization": _norm_of_sum("layer_norm", 4),
    "com.microsoft:SkipSimplifiedLayerNormalization": _norm_of_sum("rms_norm", 3),
    "com.microsoft:EmbedLayerNormalization": _embeddings,
    **{f"com.microsoft:{op}": _with_bias(op) for op in ("FastGelu", "BiasGelu", "Gelu")},
    "com.microsoft:QuickGelu": _quick_gelu, "com.microsoft:FusedConv": _activated("Conv"),
    "com.microsoft:FusedGemm": _activated("Gemm"), "com.microsoft:FusedMatMul": _matmul,
}
