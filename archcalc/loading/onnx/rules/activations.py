"""Functions of every value; those that exporters write in several nodes are put together again."""

from __future__ import annotations

from math import inf, isclose, sqrt
from typing import Any

from archcalc.loading.onnx.node_view import NodeView, NoRule, Rule
from archcalc.loading.onnx.tensors import BOOL, FLOATS, WHOLE, Tensor
from archcalc.loading.onnx.translation_context import Flow
from archcalc.operators.shape_kinds import is_spatial

LARGEST_SINGLE = 3e38
"""Bounds beyond it bound nothing: exporters write the largest number of single precision for none."""
_GATED = {"sigmoid": "silu", "hard_sigmoid": "hard_swish"}
"""What a gate becomes that its own input is multiplied by."""


def _plain(kind: str, **attributes: Any) -> Rule:
    return lambda node: node.add(kind, node.flow(), **attributes)


def _sigmoid(node: NodeView) -> Flow:
    return _gate(node, "sigmoid")


def _hard_sigmoid(node: NodeView) -> Flow:
    alpha, beta = node.attributes.get("alpha", 0.2), node.attributes.get("beta", 0.5)
    if isclose(alpha, 1 / 6, rel_tol=1e-4) and beta == 0.5:
        return _gate(node, "hard_sigmoid")
    line = node.aside("arithmetic", node.aside("arithmetic", node.flow(), function="multiply", number=alpha),
                      function="add", number=beta)
    return node.add("clip", line, low=0.0, high=1.0)


def _gate(node: NodeView, kind: str) -> Flow:
    product = node.follower("Mul")
    if product is not None and product.other(node.record.outputs[0]) == node.flow():
        node.settle(product)
        kind = _GATED[kind]
    return node.add(kind, node.flow())


def _slope(kind: str, default: float) -> Rule:
    return lambda node: node.add(kind, node.flow(), slope=node.attributes.get("alpha", default))


def _prelu(node: NodeView) -> Flow:
    x, slope, shape = node.flow(), node.held(1), node.shape(node.flow())
    if slope.size == 1:
        return node.add("prelu", x, weights={"weight": slope.reshaped((1,))})
    channels = shape[1] if is_spatial(shape) else shape[-1]
    wanted = (channels, *(1 for _ in shape[2:])) if is_spatial(shape) else (channels,)
    if slope.size != channels or len(shape) > 5 or slope.shape[-len(wanted):] != wanted:
        raise NoRule("its slopes are not one for each channel", shape)
    return node.add("prelu", x, weights={"weight": slope.reshaped((channels,))}, slopes="channels")


def _clip(node: NodeView) -> Flow:
    if any(isinstance(bound, Flow) for bound in node.operands()[1:]):
        return _clip_by_layers(node)
    low, high = ((node.known(number, name) or (default,))[0]
                 for number, name, default in ((1, "min", -inf), (2, "max", inf)))
    low, high = (inf if bound > LARGEST_SINGLE else -inf if bound < -LARGEST_SINGLE else float(bound)
                 for bound in (low, high))
    x = node.flow()
    if (low, high) in {(0, 6), (0, inf)}:
        return node.add("relu6" if high == 6 else "relu", x)
    if -inf < low and high < inf:
        return node.add("clip", x, low=low, high=high)
    if low == -inf and high == inf:
        return node.add("identity", x)
    return node.add("arithmetic", x, function="minimum" if low == -inf else "maximum",
                    number=high if low == -inf else low)


def _clip_by_layers(node: NodeView) -> Flow:
    """A value held between others that depend on the input."""
    y = node.flow()
    for number, function in ((1, "maximum"), (2, "minimum")):
        bound = node.operand(number)
        if isinstance(bound, Flow):
            y = node.add("arithmetic", y, bound, function=function)
        elif (known := node.known(number)) is not None and abs(known[0]) <= LARGEST_SINGLE:
            y = node.add("arithmetic", y, function=function, number=float(known[0]))
    return y


def _softmax(node: NodeView) -> Flow:
    shape, old = node.shape(node.flow()), node.opset < 13
    axis = node.axis(node.integer("axis", 1 if old else -1), len(shape))
    if old and any(size != 1 for size in shape[axis + 1:]):
        raise NoRule("before opset 13 it is taken over all axes from one on", shape)
    if axis == 0:
        raise NoRule("it is taken over the batch", shape)
    own = 1 if is_spatial(shape) else len(shape) - 1
    return node.add("softmax", node.flow(), axis=0 if axis == own else axis)


def _log_softmax(node: NodeView) -> Flow:
    return node.add("elementwise", _softmax(node), function="log")


def _gelu(node: NodeView) -> Flow:
    way = node.attributes.get("approximate", "none")
    return node.add("gelu", node.flow(), approximation="tanh" if way == "tanh" else "none")


def gelu_from_quotient(node: NodeView, x: Flow) -> bool:
    """True where a node x/sqrt(2) begins the error function's way to GELU: x/sqrt(2), Erf, + 1, * x, * 1/2."""
    erf = node.follower("Erf")
    addition = erf.follower("Add") if erf else None
    if erf is None or addition is None or _number(addition.other(erf.record.outputs[0])) != 1:
        return False
    product = addition.follower("Mul")
    other = product.other(addition.record.outputs[0]) if product else None
    if product is None:
        return False
    if other == x:
        half = product.follower("Mul")
        if half is None or _number(half.other(product.record.outputs[0])) != 0.5:
            return False
        node.settle(erf, addition, product, half)
        return True
    return False


def begins_gelu(op: str, number: float | None) -> bool:
    """True where an operand takes a value to x/sqrt(2)."""
    wanted = sqrt(2) if op == "Div" else sqrt(0.5)
    return number is not None and op in {"Div", "Mul"} and isclose(number, wanted, rel_tol=1e-5)


def _number(value: object) -> float | None:
    return value.values[0] if isinstance(value, Tensor) and value.size == 1 and value.values else None


def _elementwise(function: str) -> Rule:
    return lambda node: node.add("elementwise", node.flow(), function=function)


def _mish(node: NodeView) -> Flow:
    x = node.flow()
    gate = node.aside("tanh", node.aside("elementwise", x, function="softplus"))
    return node.add("multiply", x, gate)


def _swish(node: NodeView) -> Flow:
    x, alpha = node.flow(), node.attributes.get("alpha", 1.0)
    if alpha == 1:
        return node.add("silu", x)
    steeper = node.aside("arithmetic", x, function="multiply", number=alpha)
    return node.add("multiply", x, node.aside("sigmoid", steeper))


def _is_infinite(node: NodeView) -> Flow:
    """1 where a value is infinite; where one sign alone is asked for, of what is left without the other."""
    x, below, above = node.flow(), node.flag("detect_negative", True), node.flag("detect_positive", True)
    if not below and not above:
        raise NoRule("it looks for neither infinity", node.shape(x))
    if not above:
        x = node.aside("elementwise", x, function="negate")
    return node.add("elementwise", x if above and below else node.aside("relu", x), function="is_infinite")


def _selu(node: NodeView) -> Flow:
    alpha, gamma = node.attributes.get("alpha", 1.67326319), node.attributes.get("gamma", 1.05070102)
    return node.add("arithmetic", node.aside("elu", node.flow(), slope=alpha), function="multiply", number=gamma)


def _softsign(node: NodeView) -> Flow:
    x = node.flow()
    size = node.aside("arithmetic", node.aside("elementwise", x, function="abs"), function="add", number=1.0)
    return node.add("arithmetic", x, size, function="divide")


def _dropout(node: NodeView) -> Flow:
    node.only_first()
    if (node.known(2, "training_mode") or (False,))[0]:
        raise NoRule("it is in training", node.shape(node.flow()))
    ratio = (node.known(1, "ratio") or (0.5,))[0]
    return node.add("dropout", node.flow(), rate=float(ratio) if 0 <= ratio < 1 else 0.5)


def _cast(node: NodeView) -> Flow | Tensor:
    """Another type of values: whole numbers are cut off towards zero, and what is not 0 is true."""
    value = node.operand(0)
    if isinstance(value, Tensor):
        return value
    before, after = node.kind(0), node.integer("to", 0) if node.op == "Cast" else node.kind(1)
    if after == BOOL and before not in {0, BOOL}:
        return node.add("arithmetic", node.flow(), function="not_equal", number=0.0)
    if after in WHOLE and before in FLOATS:
        return node.add("elementwise", node.flow(), function="truncate")
    return node.flow()


RULES: dict[str, Rule] = {
    "Relu": _plain("relu"), "Sigmoid": _sigmoid, "Tanh": _plain("tanh"), "HardSigmoid": _hard_sigmoid,
    "HardSwish": _plain("hard_swish"), "LeakyRelu": _slope("leaky_relu", 0.01), "Elu": _slope("elu", 1.0),
    "PRelu": _prelu, "Clip": _clip, "Softmax": _softmax, "LogSoftmax": _log_softmax, "Gelu": _gelu, "Mish": _mish,
    "Swish": _swish, "Softsign": _softsign, "Selu": _selu, "Dropout": _dropout, "Identity": _plain("identity"),
    "IsInf": _is_infinite, "Cast": _cast, "CastLike": _cast,
} | {op: _elementwise(function) for op, function in (
    ("Abs", "abs"), ("Atan", "atan"), ("Ceil", "ceil"), ("Cos", "cos"), ("Cosh", "cosh"), ("Erf", "erf"),
    ("Exp", "exp"), ("Floor", "floor"),
    ("IsNaN", "is_nan"), ("Log", "log"), ("Neg", "negate"), ("Not", "not"),
    ("Reciprocal", "reciprocal"), ("Round", "round"), ("Sign", "sign"), ("Sin", "sin"), ("Sinh", "sinh"),
    ("Softplus", "softplus"), ("Sqrt", "sqrt"), ("Tan", "tan"))}
