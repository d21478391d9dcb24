"""Functions of every value."""

from __future__ import annotations

from math import inf, prod
from typing import Any

from archcalc.loading.torch.call_view import CallRule, CallView
from archcalc.loading.torch.module_values import LayerOutput, NoWords

_THRESHOLD = 20
"""From here on PyTorch's softplus is x itself, unless it is told otherwise."""


def _plain(kind: str, **attributes: Any) -> CallRule:
    return lambda call: call.add(kind, call.layer(), **attributes)


def _slope(kind: str, argument: str, default: float) -> CallRule:
    return lambda call: call.add(kind, call.layer(), slope=float(call.get(argument, default)))


def _elu(call: CallView) -> LayerOutput:
    if call.get("scale", 1) != 1 or call.get("input_scale", 1) != 1:
        raise NoWords("it is scaled")
    return call.add("elu", call.layer(), slope=float(call.get("alpha", 1.0)))


def _celu(call: CallView) -> LayerOutput:
    """alpha elu(x / alpha)."""
    x, alpha = call.layer(), float(call.get("alpha", 1.0))
    if alpha == 1:
        return call.add("elu", x)
    divided = call.aside("arithmetic", x, gives=x.shape, function="divide", number=alpha)
    return call.add("arithmetic", call.aside("elu", divided, gives=x.shape), function="multiply", number=alpha)


def _softplus(call: CallView) -> LayerOutput:
    """log(1 + exp(beta x)) / beta; above the usual threshold it is x to all digits of float32."""
    if call.get("threshold", _THRESHOLD) != _THRESHOLD:
        raise NoWords("it is x from another place on")
    x, beta = call.layer(), float(call.get("beta", 1.0))
    if beta == 1:
        return call.add("elementwise", x, function="softplus")
    scaled = call.aside("arithmetic", x, gives=x.shape, function="multiply", number=beta)
    soft = call.aside("elementwise", scaled, gives=x.shape, function="softplus")
    return call.add("arithmetic", soft, function="divide", number=beta)


def _selu(call: CallView) -> LayerOutput:
    x = call.layer()
    return call.add("arithmetic", call.aside("elu", x, gives=x.shape, slope=1.6732632423543772), function="multiply",
                    number=1.0507009873554805)


def _prelu(call: CallView) -> LayerOutput:
    x, slope = call.layer(), call.array("weight")
    channels = x.shape[1] if len(x.shape) in {2, 4, 5} else 0
    if slope is None or slope.shape not in {(1,), (channels,)}:
        raise NoWords("its slopes are those of an axis that is no channel")
    more: dict[str, Any] = {} if slope.shape == (1,) else {"slopes": "channels"}
    return call.add("prelu", x, weights={"weight": slope}, **more)


def _clamp(low: str, high: str) -> CallRule:
    def rule(call: CallView) -> LayerOutput:
        bounds = [call.get(low), call.get(high)]
        if not all(bound is None or isinstance(bound, (int, float)) for bound in bounds):
            raise NoWords("its bounds depend on the input")
        least, most = (default if bound is None else float(bound)
                       for bound, default in zip(bounds, (-inf, inf), strict=True))
        x = call.layer()
        if least == 0 and most in {6, inf}:
            return call.add("relu6" if most == 6 else "relu", x)
        if -inf < least and most < inf:
            return call.add("clip", x, low=least, high=most)
        one_sided = "minimum" if least == -inf else "maximum"
        return call.add("arithmetic", x, function=one_sided, number=most if least == -inf else least)

    return rule


def _hardtanh(call: CallView) -> LayerOutput:
    low, high = float(call.get("min_val", -1)), float(call.get("max_val", 1))
    x = call.layer()
    return call.add("relu6", x) if (low, high) == (0, 6) else call.add("clip", x, low=low, high=high)


def _softmax(call: CallView) -> LayerOutput:
    x = call.layer()
    rank = len(x.shape)
    axis = call.axis("dim", rank)
    if axis == 0:
        raise NoWords("it is taken over the batch")
    return call.add("softmax", x, axis=0 if rank <= 3 and axis == rank - 1 else axis)


def _log_softmax(call: CallView) -> LayerOutput:
    return call.add("elementwise", _softmax(call), function="log")


def _gelu(call: CallView) -> LayerOutput:
    more: dict[str, Any] = {"approximation": "tanh"} if call.get("approximate", "none") == "tanh" else {}
    return call.add("gelu", call.layer(), **more)


def _mish(call: CallView) -> LayerOutput:
    x = call.layer()
    soft = call.aside("elementwise", x, gives=x.shape, function="softplus")
    return call.add("multiply", x, call.aside("tanh", soft, gives=x.shape))


def _dropout(call: CallView) -> LayerOutput:
    rate = call.get("p", 0.5)
    x = call.layer()
    return call.add("dropout", x, rate=float(rate) if 0 <= rate < 1 else 0.5)


def _glu(call: CallView) -> LayerOutput:
    x = call.layer()
    *before, halved = x.shape[:call.axis("dim", len(x.shape)) + 1]
    if not before:
        raise NoWords("it halves the batch")
    if len(before) == (1 if len(x.shape) in {4, 5} else len(x.shape) - 1):
        return call.add("glu", x)
    after = x.shape[len(before) + 1:]
    image = call.reformed(x, (prod(before), halved, 1, prod(after)))
    y = call.add("glu", image, gives=(prod(before), halved // 2, 1, prod(after)))
    return call.reformed(y, (*before, halved // 2, *after), last=True)


def _elementwise(function: str) -> CallRule:
    return lambda call: call.add("elementwise", call.layer(), function=function)


def _log_sigmoid(call: CallView) -> LayerOutput:
    x = call.layer()
    return call.add("elementwise", call.aside("sigmoid", x, gives=x.shape), function="log")


def _rsqrt(call: CallView) -> LayerOutput:
    x = call.layer()
    return call.add("elementwise", call.aside("elementwise", x, gives=x.shape, function="sqrt"), function="reciprocal")


RULES: dict[str, CallRule] = {
    "relu": _plain("relu"), "relu6": _plain("relu6"), "sigmoid": _plain("sigmoid"), "tanh": _plain("tanh"),
    "hardsigmoid": _plain("hard_sigmoid"), "hardswish": _plain("hard_swish"), "silu": _plain("silu"), "gelu": _gelu,
    "leaky_relu": _slope("leaky_relu", "negative_slope", 0.01), "elu": _elu, "celu": _celu,
    "softplus": _softplus, "selu": _selu, "prelu": _prelu,
    "hardtanh": _hardtanh, "clamp": _clamp("min", "max"), "clip": _clamp("min", "max"),
    "clamp_min": _clamp("min", ""), "clamp_max": _clamp("", "max"),
    "softmax": _softmax, "_softmax": _softmax, "log_softmax": _log_softmax,
    "_log_softmax": _log_softmax, "mish": _mish, "dropout": _dropout, "feature_dropout": _dropout,
    "alpha_dropout": _dropout, "feature_alpha_dropout": _dropout, "native_dropout": _dropout,
    "log_sigmoid": _log_sigmoid, "rsqrt": _rsqrt, "glu": _glu,
} | {operator: _elementwise(function) for operator, function in (
    ("abs", "abs"), ("ceil", "ceil"), ("cos", "cos"), ("erf", "erf"), ("exp", "exp"), ("floor", "floor"),
    ("log", "log"), ("neg", "negate"), ("reciprocal", "reciprocal"), ("sign", "sign"), ("sgn", "sign"), ("sin", "sin"),
    ("sqrt", "sqrt"), ("square", "square"))}
