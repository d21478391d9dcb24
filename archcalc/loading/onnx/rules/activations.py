"""Functions of every value; those that exporters write in several nodes are put together again."""

from __future__ import annotations

from math import inf, isclose, sqrt
from typing import Any

from archcalc.loading.onnx.node_view import Call, Flow, NoRule, Rule
from archcalc.loading.onnx.tensors import Tensor

_GATED = {"sigmoid": "silu", "hard_sigmoid": "hard_swish"}
"""What a gate becomes that its own input is multiplied by."""


def _plain(kind: str, **attributes: Any) -> Rule:
    return lambda call: call.add(kind, call.flow(), **attributes)


def _sigmoid(call: Call) -> Flow:
    return _gate(call, "sigmoid")


def _hard_sigmoid(call: Call) -> Flow:
    alpha, beta = call.attributes.get("alpha", 0.2), call.attributes.get("beta", 0.5)
    if isclose(alpha, 1 / 6, rel_tol=1e-4) and beta == 0.5:
        return _gate(call, "hard_sigmoid")
    line = call.aside("arithmetic", call.aside("arithmetic", call.flow(), function="multiply", number=alpha),
                      function="add", number=beta)
    return call.add("clip", line, low=0.0, high=1.0)


def _gate(call: Call, kind: str) -> Flow:
    product = call.follower("Mul")
    if product is not None and product.other(call.record.outputs[0]) == call.flow():
        call.settle(product)
        kind = _GATED[kind]
    return call.add(kind, call.flow())


def _slope(kind: str, default: float) -> Rule:
    return lambda call: call.add(kind, call.flow(), slope=call.attributes.get("alpha", default))


def _prelu(call: Call) -> Flow:
    x, slope, shape = call.flow(), call.held(1), call.shape(call.flow())
    if slope.size == 1:
        return call.add("prelu", x, weights={"weight": slope.reshaped((1,))}, shared=True)
    channels = shape[1] if len(shape) == 4 else shape[-1]
    wanted = {4: (channels, 1, 1)}.get(len(shape), (channels,))
    if slope.size != channels or len(shape) > 4 or slope.shape[-len(wanted):] != wanted:
        raise NoRule("its slopes are not one for each channel", shape)
    return call.add("prelu", x, weights={"weight": slope.reshaped((channels,))})


def _clip(call: Call) -> Flow:
    low, high = ((call.known(number, name) or (default,))[0]
                 for number, name, default in ((1, "min", -inf), (2, "max", inf)))
    low, high = (inf if bound > 3e38 else -inf if bound < -3e38 else float(bound) for bound in (low, high))
    x = call.flow()
    if (low, high) in {(0, 6), (0, inf)}:
        return call.add("relu6" if high == 6 else "relu", x)
    if -inf < low and high < inf:
        return call.add("clip", x, low=low, high=high)
    if low == -inf and high == inf:
        return call.add("identity", x)
    return call.add("arithmetic", x, function="minimum" if low == -inf else "maximum",
                    number=high if low == -inf else low)


def _softmax(call: Call) -> Flow:
    shape, old = call.shape(call.flow()), call.around.opset < 13
    axis = call.axis(call.integer("axis", 1 if old else -1), len(shape))
    if old and any(size != 1 for size in shape[axis + 1:]):
        raise NoRule("before opset 13 it is taken over all axes from one on", shape)
    if axis == 0:
        raise NoRule("it is taken over the batch", shape)
    own = 1 if len(shape) == 4 else len(shape) - 1
    return call.add("softmax", call.flow(), axis=0 if axis == own else axis)


def _log_softmax(call: Call) -> Flow:
    return call.add("elementwise", _softmax(call), function="log")


def _gelu(call: Call) -> Flow:
    way = call.attributes.get("approximate", "none")
    return call.add("gelu", call.flow(), approximation="tanh" if way == "tanh" else "none")


def gelu_from_quotient(call: Call, x: Flow) -> bool:
    """Whether a node x/sqrt(2) begins the error function's way to GELU: x/sqrt(2), Erf, + 1, * x, * 1/2."""
    erf = call.follower("Erf")
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
        call.settle(erf, addition, product, half)
        return True
    return False


def begins_gelu(op: str, number: float | None) -> bool:
    """Whether an operand takes a value to x/sqrt(2)."""
    wanted = sqrt(2) if op == "Div" else sqrt(0.5)
    return number is not None and op in {"Div", "Mul"} and isclose(number, wanted, rel_tol=1e-5)


def _number(value: object) -> float | None:
    return value.values[0] if isinstance(value, Tensor) and value.size == 1 and value.values else None


def _elementwise(function: str) -> Rule:
    return lambda call: call.add("elementwise", call.flow(), function=function)


def _mish(call: Call) -> Flow:
    x = call.flow()
    gate = call.aside("tanh", call.aside("elementwise", x, function="softplus"))
    return call.add("multiply", x, gate)


def _swish(call: Call) -> Flow:
    x, alpha = call.flow(), call.attributes.get("alpha", 1.0)
    if alpha == 1:
        return call.add("silu", x)
    steeper = call.aside("arithmetic", x, function="multiply", number=alpha)
    return call.add("multiply", x, call.aside("sigmoid", steeper))


def _selu(call: Call) -> Flow:
    alpha, gamma = call.attributes.get("alpha", 1.67326319), call.attributes.get("gamma", 1.05070102)
    return call.add("arithmetic", call.aside("elu", call.flow(), slope=alpha), function="multiply", number=gamma)


def _softsign(call: Call) -> Flow:
    x = call.flow()
    size = call.aside("arithmetic", call.aside("elementwise", x, function="abs"), function="add", number=1.0)
    return call.add("arithmetic", x, size, function="divide")


def _dropout(call: Call) -> Flow:
    call.only_first()
    if (call.known(2, "training_mode") or (False,))[0]:
        raise NoRule("it is in training", call.shape(call.flow()))
    ratio = (call.known(1, "ratio") or (0.5,))[0]
    return call.add("dropout", call.flow(), rate=float(ratio) if 0 <= ratio < 1 else 0.5)


def _same(call: Call) -> Flow | Tensor:
    """What changes only the type of values."""
    value = call.operand(0)
    return value if isinstance(value, Tensor) else call.flow()


RULES: dict[str, Rule] = {
    "Relu": _plain("relu"), "Sigmoid": _sigmoid, "Tanh": _plain("tanh"), "HardSigmoid": _hard_sigmoid,
    "HardSwish": _plain("hard_swish"), "LeakyRelu": _slope("leaky_relu", 0.01), "Elu": _slope("elu", 1.0),
    "PRelu": _prelu, "Clip": _clip, "Softmax": _softmax, "LogSoftmax": _log_softmax, "Gelu": _gelu, "Mish": _mish,
    "Swish": _swish, "Softsign": _softsign, "Selu": _selu, "Dropout": _dropout, "Identity": _plain("identity"),
    "Cast": _same,
    "CastLike": _same,
} | {op: _elementwise(function) for op, function in (
    ("Abs", "abs"), ("Ceil", "ceil"), ("Cos", "cos"), ("Erf", "erf"), ("Exp", "exp"), ("Floor", "floor"),
    ("Log", "log"), ("Neg", "negate"), ("Reciprocal", "reciprocal"), ("Sign", "sign"), ("Sin", "sin"),
    ("Softplus", "softplus"), ("Sqrt", "sqrt"))}
