"""Weighted sums, and what the lecture's first network has besides: LeCun et al. 1998, section II.B."""

from __future__ import annotations

from math import prod
from typing import Any

from archcalc.exporting.onnx.node_builder import Body
from archcalc.operators.operator import Shape


def _linear(body: Body, op: Any, x: Shape) -> None:
    if len(x) == 2:
        body("Gemm", "x", "weight", *body.given("bias"), transB=1)
    else:
        body.product("x", "weight", "bias")


def _subsample(body: Body, op: Any, x: Shape) -> None:
    means = body("AveragePool", "x", kernel_shape=op.kernel, strides=op.kernel)
    scaled = body("Mul", body("Mul", means, body.number(prod(op.kernel))), body.along(x, "weight"))
    body("Add", scaled, body.along(x, "bias"))


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


RULES = {"linear": _linear, "subsample": _subsample, "table_conv": _table_conv, "rbf": _rbf}
