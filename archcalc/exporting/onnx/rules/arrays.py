"""Operators of networks that came from files: axes moved, cut and reduced, arithmetic, matrix products, lookups."""

from __future__ import annotations

from typing import Any

from archcalc.base.errors import Refused
from archcalc.exporting.onnx.node_builder import Body
from archcalc.operators.operator import Shape

_FUNCTIONS = {"abs": "Abs", "atan": "Atan", "ceil": "Ceil", "cos": "Cos", "cosh": "Cosh", "erf": "Erf", "exp": "Exp",
              "floor": "Floor", "log": "Log", "negate": "Neg", "reciprocal": "Reciprocal", "round": "Round",
              "sign": "Sign", "sin": "Sin", "sinh": "Sinh", "softplus": "Softplus", "sqrt": "Sqrt", "tan": "Tan"}
_TESTS = {"is_infinite": "IsInf", "is_nan": "IsNaN"}
"""Functions whose output is true or false in ONNX."""
_ARITHMETIC = {"add": "Add", "divide": "Div", "maximum": "Max", "minimum": "Min", "multiply": "Mul", "power": "Pow",
               "subtract": "Sub"}
_COMPARISONS = {"equal": "Equal", "greater": "Greater", "greater_or_equal": "GreaterOrEqual", "less": "Less",
                "less_or_equal": "LessOrEqual"}
_LOGIC = {"and": "And", "or": "Or", "xor": "Xor"}
_REDUCTIONS = {"max": "ReduceMax", "mean": "ReduceMean", "min": "ReduceMin", "sum": "ReduceSum"}
_FLOAT, _INT64, _BOOL = 1, 7, 9


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
    elif op.function == "truncate":
        body("Mul", body("Sign", "x"), body("Floor", body("Abs", "x")))
    elif op.function == "not":
        body("Cast", body("Equal", "x", body.number(0)), to=_FLOAT)
    elif op.function in _TESTS:
        body("Cast", body(_TESTS[op.function], "x"), to=_FLOAT)
    else:
        body(_FUNCTIONS[op.function], "x")


def _arithmetic(body: Body, op: Any, *xs: Shape) -> None:
    body.whole = True
    other = "x2" if len(xs) == 2 else "operand" if op.learned else body.number(op.number)
    first, second = (other, "x") if op.turned else ("x", other)
    if op.function in _COMPARISONS:
        body("Cast", body(_COMPARISONS[op.function], first, second), to=_FLOAT)
    elif op.function in _LOGIC:
        both = (body("Cast", name, to=_BOOL) for name in (first, second))
        body("Cast", body(_LOGIC[op.function], *both), to=_FLOAT)
    elif op.function == "not_equal":
        body("Cast", body("Not", body("Equal", first, second)), to=_FLOAT)
    elif op.function == "remainder":
        body("Mod", first, second, fmod=1)
    elif op.function == "modulo":
        body("Sub", first, body("Mul", second, body("Floor", body("Div", first, second))))
    else:
        body(_ARITHMETIC[op.function], first, second)


def _flip(body: Body, op: Any, x: Shape) -> None:
    _keeps_batch(body, op, kept=op.axis > 0)
    body.whole = True
    body("Slice", "x", *(body.integers((number,)) for number in (-1, -2**31, op.axis, -1)))


def _tile(body: Body, op: Any, x: Shape) -> None:
    _keeps_batch(body, op, kept=op.repeats[0] == 1)
    body.whole = True
    body("Tile", "x", body.integers(op.repeats))


def _constant(body: Body, op: Any) -> None:
    body.whole = True
    body("Identity", "values")


def _clip(body: Body, op: Any, x: Shape) -> None:
    body.whole = True
    body("Clip", "x", body.number(op.low), body.number(op.high))


def _embedding(body: Body, op: Any, x: Shape) -> None:
    known = body("Clip", "x", body.number(0), body.number(op.entries - 1))
    body("Gather", "weight", body("Cast", known, to=_INT64), axis=0)


RULES = {"transpose": _transpose, "regroup": _regroup, "select": _select, "gather": _gather, "where": _where,
         "reduce": _reduce, "matmul": _matmul, "einsum": _einsum,
         "elementwise": _elementwise, "arithmetic": _arithmetic, "clip": _clip, "embedding": _embedding,
         "flip": _flip, "tile": _tile, "constant": _constant}
