"""Weighted sums, and what the lecture's first network has besides: LeCun et al. 1998, section II.B."""

from __future__ import annotations

from math import inf, prod
from typing import Any

from archcalc.exporting.onnx.node_builder import Body
from archcalc.exporting.onnx.rules import rules
from archcalc.operators.operator import Shape
from archcalc.operators.operator_chain import names, shapes


def _linear(body: Body, op: Any, x: Shape) -> None:
    if len(x) == 2:
        body("Gemm", "x", "weight", *body.given("bias"), transB=1)
    else:
        body.product("x", "weight", "bias")


def _subsample(body: Body, op: Any, x: Shape) -> None:
    means = body("AveragePool", "x", kernel_shape=op.kernel, strides=op.kernel)
    scaled = body("Mul", body("Mul", means, body.number(prod(op.kernel))), body.along(x, 1, "weight"))
    body("Add", scaled, body.along(x, 1, "bias"))


def _table_conv(body: Body, op: Any, x: Shape) -> None:
    """Each connection as a channel of its own, with its own kernel; then those of a filter added up."""
    maps = body("Gather", "x", body.integers(each for row in op.connections for each in row), axis=1)
    kernels = body("Unsqueeze", "weight", body.integers((1,)))
    seen = body("Conv", maps, kernels, kernel_shape=op.kernel, group=op.links)
    filters = [number for number, row in enumerate(op.connections) for _ in row]
    rows = [float(number == filter_) for number in range(len(op.connections)) for filter_ in filters]
    body("Conv", seen, body.numbers(rows, (len(op.connections), op.links, 1, 1)), *body.given("bias"))


def _rbf(body: Body, op: Any, x: Shape) -> None:
    apart = body("Sub", body("Unsqueeze", "x", body.integers((1,))), "codes")
    body("ReduceSum", body("Mul", apart, apart), body.integers((2,)), keepdims=0)


def _mixture(body: Body, op: Any, x: Shape) -> None:
    """Every expert on every token; those that are not active weigh nothing."""
    shares, total = _shares(body, body.product("x", "gate", "gate_bias"), op.active), ""
    for expert in range(op.experts):
        y = _expert(body, op, x, expert)
        weighed = body("Mul", y, body.section(shares, 2, expert, expert + 1))
        total = body("Add", total, weighed) if total else weighed
    body.whole = True


def _shares(body: Body, scores: str, active: int) -> str:
    """The softmax of the largest scores, zero elsewhere: the largest one is taken off until the last that counts."""
    rest = scores
    for _ in range(active - 1):
        rest = body("Where", body("Less", rest, body.reduced("ReduceMax", rest, -1)), rest, body.number(-inf))
    chosen = body("GreaterOrEqual", scores, body.reduced("ReduceMax", rest, -1))
    return body("Softmax", body("Where", chosen, scores, body.number(-inf)), axis=-1)


def _expert(body: Body, op: Any, x: Shape, expert: int) -> str:
    """The layers of one expert, each by its own rule."""
    y = "x"
    for name, (inner, read, _) in zip(names(op.layers), shapes(op.layers, x), strict=True):
        written = Body(inner, (read,), body.opset, body.dynamic)
        rules()[inner.kind](written, inner, read)
        own = {weight: body("Gather", f"{name}_{weight}", body.integer(expert), axis=0) for weight in written.weights}
        y = body.spliced(written, {"x": y, **own})
    return y


RULES = {"mixture": _mixture, "linear": _linear, "subsample": _subsample, "table_conv": _table_conv, "rbf": _rbf}
