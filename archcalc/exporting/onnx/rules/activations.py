"""Functions of every value."""

from __future__ import annotations

from math import pi
from typing import Any

from archcalc.exporting.onnx.node_builder import Body
from archcalc.exporting.onnx.rules import Rule
from archcalc.operators.operator import Op, Shape


def _node(type_: str, **attributes: Any) -> Rule:
    """The rule of an operator that is one node without more ado."""
    return lambda body, op, x: body(type_, "x", **attributes)


def _relu6(body: Body, op: Op, x: Shape) -> None:
    body("Clip", "x", body.number(0), body.number(6))


def _silu(body: Body, op: Op, x: Shape) -> None:
    body("Mul", "x", body("Sigmoid", "x"))


def _hard_swish(body: Body, op: Op, x: Shape) -> None:
    if body.opset >= 14:
        body("HardSwish", "x")
    else:
        body("Mul", "x", body("HardSigmoid", "x", alpha=1 / 6, beta=0.5))


def _gelu(body: Body, op: Any, x: Shape) -> None:
    _by_normal(body, "x", op.approximation)


def _by_normal(body: Body, x: str, approximation: str = "none") -> str:
    """Every value times the chance that a normal one lies below it."""
    if body.opset >= 20:
        return body("Gelu", x, approximate=approximation)
    if approximation == "none":
        share = body("Erf", body("Mul", x, body.number(0.5**0.5)))
    else:
        cube = body("Mul", x, body("Mul", x, x))
        inside = body("Add", x, body("Mul", cube, body.number(0.044715)))
        share = body("Tanh", body("Mul", inside, body.number((2 / pi) ** 0.5)))
    return body("Mul", body("Mul", x, body.number(0.5)), body("Add", share, body.number(1)))


def _glu(body: Body, op: Any, x: Shape) -> None:
    axis = op.channel_axis(x)
    values, gates = (body.section("x", axis, first, first + x[axis] // 2) for first in (0, x[axis] // 2))
    if op.activation == "gelu":
        passed = _by_normal(body, gates)
    else:
        passed = body("Sigmoid", gates)
        passed = body("Mul", gates, passed) if op.activation == "silu" else passed
    body("Mul", values, passed)


def _elu(body: Body, op: Any, x: Shape) -> None:
    body("Elu", "x", alpha=op.slope)


def _leaky_relu(body: Body, op: Any, x: Shape) -> None:
    body("LeakyRelu", "x", alpha=op.slope)


def _prelu(body: Body, op: Any, x: Shape) -> None:
    (slopes,) = body.weights["weight"]
    if behind := len(x) - op.channel_axis(x) - 1:
        body.stored["weight"] = (slopes, *(1,) * behind)
    if op.by_channel and slopes == 1:
        body.unsaid["slopes"] = "channels"
    if op.slope != op.defaults["slope"]:
        body.unsaid["slope"] = op.slope
    body("PRelu", "x", "weight")


def _softmax(body: Body, op: Any, x: Shape) -> None:
    if op.axis:
        body.unsaid["axis"] = op.axis
    body("Softmax", "x", axis=op.axis or (op.channel_axis(x) if op.channel_axis(x) < len(x) - 1 else -1))


RULES = {
    "relu": _node("Relu"), "relu6": _relu6, "leaky_relu": _leaky_relu, "prelu": _prelu, "elu": _elu, "gelu": _gelu,
    "glu": _glu,
    "silu": _silu, "hard_swish": _hard_swish, "hard_sigmoid": _node("HardSigmoid", alpha=1 / 6, beta=0.5),
    "sigmoid": _node("Sigmoid"), "tanh": _node("Tanh"), "softmax": _softmax,
}
