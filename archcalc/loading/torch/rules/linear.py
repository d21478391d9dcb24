"""Matrix products: fully connected layers, tables of vectors, and products of two layers' outputs."""

from __future__ import annotations

from math import prod
from typing import Any

from archcalc.loading.torch.call_view import CallRule, CallView, axes_of
from archcalc.loading.torch.module_values import FixedArray, LayerOutput, NoWords
from archcalc.operators.operator import Shape


def _linear(call: CallView) -> LayerOutput:
    weight, bias = call.value("weight"), call.value("bias")
    x = call.layer("input")
    if not isinstance(weight, FixedArray) or isinstance(bias, LayerOutput) or len(weight.shape) != 2:
        return _plus(call, matmul(call, x, turned(call, call.as_layer(weight)), call.shape), bias, 1)
    return fully_connected(call, x, weight, bias if isinstance(bias, FixedArray) else None)


def fully_connected(call: CallView, x: LayerOutput, weight: FixedArray, bias: FixedArray | None, *,
                    units: int | None = None) -> LayerOutput:
    """A fully connected layer on the last axis; of more than tokens, on all places as if they were tokens.

    Where the `units` are told, the weight is (features, units), and not the other way round.
    """
    held = {"weight": weight if units is None else weight._replace(order=(1, 0))}
    held |= {"bias": bias} if bias is not None else {}
    shape, units = x.shape, weight.shape[0] if units is None else units
    gives = (*shape[:-1], units)
    if len(shape) <= 3:
        return call.add("linear", x, weights=held, units=units, bias=bias is not None, gives=gives)
    flat = call.reformed(x, (shape[0], prod(shape[1:-1]), shape[-1]))
    y = call.add("linear", flat, weights=held, units=units, bias=bias is not None, gives=(*flat.shape[:-1], units))
    return call.reformed(y, gives)


def turned(call: CallView, x: LayerOutput) -> LayerOutput:
    """The last two axes exchanged."""
    rank = len(x.shape)
    if rank < 2:
        return x
    order = (*range(rank - 2), rank - 1, rank - 2)
    return call.aside("transpose", x, order=order, gives=tuple(x.shape[axis] for axis in order))


def matmul(call: CallView, left: LayerOutput, right: LayerOutput, gives: Shape) -> LayerOutput:
    """The product of the last two axes; a vector is a matrix of one row or column."""
    if len(left.shape) >= 2 and len(right.shape) >= 2:
        return call.add("matmul", left, right, gives=gives)
    first = left if len(left.shape) >= 2 else call.reformed(left, (1, *left.shape))
    second = right if len(right.shape) >= 2 else call.reformed(right, (*right.shape, 1))
    wanted = (*first.shape[:-1], second.shape[-1])
    return call.reformed(call.add("matmul", first, second, gives=wanted), gives)


def _plus(call: CallView, y: LayerOutput, bias: Any, beta: float) -> LayerOutput:
    """What is added to a product."""
    if bias is None or beta == 0:
        return y
    other = call.as_layer(bias)
    if beta != 1:
        other = call.aside("arithmetic", other, function="multiply", number=float(beta), gives=other.shape)
    return call.aside("arithmetic", y, other, function="add", gives=y.shape)


def _product(first: str, second: str) -> CallRule:
    def rule(call: CallView) -> LayerOutput:
        left, right = call.value(first), call.value(second)
        table = isinstance(right, FixedArray) and len(right.shape) == 2
        if table and isinstance(left, LayerOutput) and isinstance(right, FixedArray) and len(left.shape) > 1:
            return fully_connected(call, left, right, None, units=right.shape[1])
        return matmul(call, call.as_layer(left), call.as_layer(right), call.shape)

    return rule


def _added_product(first: str, second: str) -> CallRule:
    """beta * input + alpha * (first by second)."""
    def rule(call: CallView) -> LayerOutput:
        left, right, bias = call.value(first), call.value(second), call.value("self")
        alpha, beta = call.get("alpha", 1), call.get("beta", 1)
        plain = alpha == beta == 1 and isinstance(right, FixedArray) and isinstance(bias, FixedArray)
        if plain and isinstance(left, LayerOutput) and isinstance(right, FixedArray) and isinstance(bias, FixedArray) \
                and len(right.shape) == 2 and bias.shape == right.shape[1:]:
            return fully_connected(call, left, right, bias, units=right.shape[1])
        y = _product(first, second)(call)
        assert isinstance(y, LayerOutput)
        if alpha != 1:
            y = call.aside("arithmetic", y, function="multiply", number=float(alpha), gives=y.shape)
        return _plus(call, y, bias, beta)

    return rule


def _embedding(call: CallView) -> LayerOutput:
    table, places = call.value("weight"), call.value("indices")
    if not isinstance(table, FixedArray) or not isinstance(places, LayerOutput) or len(table.shape) != 2:
        return call.add("tensor_function", *call.read(), function="look up", shape=axes_of(call.shape))
    return call.add("embedding", places, weights={"weight": table}, entries=table.shape[0], features=table.shape[1])


def _bilinear(call: CallView) -> LayerOutput:
    """x1 times one matrix for each output, then times x2."""
    left, right, weight = call.layer("input1"), call.layer("input2"), call.array("weight")
    if weight is None or len(left.shape) != 2:
        raise NoWords("its operands are not rows of features")
    rows, (units, _, features) = left.shape[0], weight.shape
    products = call.add("linear", left, weights={"weight": weight._replace(order=(0, 2, 1))},
                        units=units * features, bias=False,
                        gives=(rows, units * features))
    matrices = call.reformed(products, (rows, units, features))
    column = call.reformed(right, (rows, features, 1))
    y = call.reformed(call.aside("matmul", matrices, column, gives=(rows, units, 1)), (rows, units))
    return _plus(call, y, call.value("bias"), 1)


RULES: dict[str, CallRule] = {
    "linear": _linear, "matmul": _product("self", "other"), "bmm": _product("self", "mat2"), "mm": _product("self",
    "mat2"),
    "mv": _product("self", "vec"), "dot": _product("self", "tensor"), "addmm": _added_product("mat1", "mat2"),
    "baddbmm": _added_product("batch1", "batch2"), "embedding": _embedding, "bilinear": _bilinear,
}
