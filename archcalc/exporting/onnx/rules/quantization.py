"""Values rounded to short integers and back, in ONNX: as fractions, as every volume here is written."""

from __future__ import annotations

from typing import Any

from archcalc.exporting.onnx.node_builder import Body
from archcalc.operators.operator import Shape

_FLOAT = 1


def _quantize(body: Body, op: Any, x: Shape) -> None:
    steps = body("Round", body("Div", "x", body.number(op.scale)))
    body("Clip", body("Add", steps, body.number(op.zero_point)), body.number(op.low), body.number(op.high))


def _dequantize(body: Body, op: Any, x: Shape) -> None:
    body("Mul", body("Sub", "x", body.number(op.zero_point)), body.number(op.scale))


def _dynamic_quantize(body: Body, op: Any, x: Shape) -> None:
    values, scale, zero = body.several(3, "DynamicQuantizeLinear", "x")
    if op.gives == "restored":
        body("DequantizeLinear", values, scale, zero)
    elif op.gives == "values":
        body("Cast", values, to=_FLOAT)
    else:
        body("Reshape", scale if op.gives == "scale" else body("Cast", zero, to=_FLOAT), body.integers((1,)))


RULES = {"quantize": _quantize, "dequantize": _dequantize, "dynamic_quantize": _dynamic_quantize}
