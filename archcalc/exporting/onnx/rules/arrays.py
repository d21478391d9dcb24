"""Operators of networks that came from files: axes moved, cut and reduced, arithmetic, matrix products, lookups."""

from __future__ import annotations

from typing import Any

from archcalc.base.errors import Refused
from archcalc.exporting.onnx.node_builder import Body
from archcalc.operators.operator import Shape

_FUNCTIONS = {"abs": "Abs", "ceil": "Ceil", "cos": "Cos", "erf": "Erf", "exp": "Exp", "floor": "Floor", "log": "Log",
              "negate": "Neg", "reciprocal": "Reciprocal", "sign": "Sign", "sin": "Sin", "softplus": "Softplus",
              "sqrt": "Sqrt"}
_ARITHMETIC = {"add": "Add", "divide": "Div", "maximum": "Max", "minimum": "Min", "multiply": "Mul", "power": "Pow",
               "subtract": "Sub"}
_REDUCTIONS = {"max": "ReduceMax", "mean": "ReduceMean", "min": "ReduceMin", "sum": "ReduceSum"}
_INT64 = 7


def _keeps_batch(body: Body, op: Any, *, kept: bool) -> None:
    """Refuse an operator that moves or changes the batch's axis where that is left open."""
    if body.dynamic and not kept:
        raise Refused("batch", f"{op.kind} changes the batch's axis, which is to be left open",
                      hint="without --dynamic-batch it can be exported")


def _transpose(body: Body, op: Any, x: Shape) -> None:
    _keeps_batch(body, op, kept=op.order[0] == 0)
    body.transpose("x", *op.order)


def _regroup(body: Body, op: Any, x: Shape) -> None:
    _keeps_batch(body, op, kept=False)
    body.whole = True
    body("Reshape", "x", body.integers(op.shape))


def _select(body: Body, op: Any, x: Shape) -> None:
    _keeps_batch(body, op, kept=op.axis > 0)
    body.whole = True
    first, last = op.places
    body("Slice", "x", *(body.integers((number,)) for number in (first, last, op.axis, op.step)))


def _gather(body: Body, op: Any, x: Shape) -> None:
    _keeps_batch(body, op, kept=op.axis > 0)
    body.whole = True
    body("Gather", "x", body.integers(op.index), axis=op.axis)


def _where(body: Body, op: Any, *xs: Shape) -> None:
    body("Where", body("Greater", "x", body.number(0)), "x2", "x3")


def _reduce(body: Body, op: Any, x: Shape) -> None:
    """The sum's axes have been an input since opset 13, those of the others since 18."""
    _keeps_batch(body, op, kept=0 not in op.axes)
    body.whole = True
    if op.function == "sum" or body.opset >= 18:
        body(_REDUCTIONS[op.function], "x", body.integers(op.axes), keepdims=int(op.kept))
    else:
        body(_REDUCTIONS[op.function], "x", axes=op.axes, keepdims=int(op.kept))


def _matmul(body: Body, op: Any, *xs: Shape) -> None:
    body("MatMul", *body.xs)


def _einsum(body: Body, op: Any, *xs: Shape) -> None:
    _keeps_batch(body, op, kept=all(op.result[0] == term[0] for term in op.terms))
    body.whole = True
    body("Einsum", *body.xs, equation=op.equation)


def _elementwise(body: Body, op: Any, x: Shape) -> None:
    if op.function == "square":
        body.whole = True
        body("Mul", "x", "x")
    else:
        body(_FUNCTIONS[op.function], "x")


def _arithmetic(body: Body, op: Any, *xs: Shape) -> None:
    body.whole = True
    other = "x2" if len(xs) == 2 else "operand" if op.learned else body.number(op.number)
    body(_ARITHMETIC[op.function], *((other, "x") if op.turned else ("x", other)))


def _clip(body: Body, op: Any, x: Shape) -> None:
    body.whole = True
    body("Clip", "x", body.number(op.low), body.number(op.high))


def _embedding(body: Body, op: Any, x: Shape) -> None:
    known = body("Clip", "x", body.number(0), body.number(op.entries - 1))
    body("Gather", "weight", body("Cast", known, to=_INT64), axis=0)


RULES = {"transpose": _transpose, "regroup": _regroup, "select": _select, "gather": _gather, "where": _where,
         "reduce": _reduce, "matmul": _matmul, "einsum": _einsum,
         "elementwise": _elementwise, "arithmetic": _arithmetic, "clip": _clip, "embedding": _embedding}
