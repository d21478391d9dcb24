"""Matrix products: fully connected layers, and products of two volumes."""

from __future__ import annotations

from math import prod
from typing import TypeGuard

from archcalc.base.errors import Refused
from archcalc.loading.onnx.node_view import NodeView, NoRule, Rule
from archcalc.loading.onnx.tensors import Tensor
from archcalc.loading.onnx.translation_context import Flow, Value
from archcalc.loading.onnx.two_axes import features_last


def _gemm(node: NodeView) -> Flow:
    alpha, beta = (node.attributes.get(name, 1) for name in ("alpha", "beta"))
    weight, bias, x = node.operand(1), node.operand(2), node.flow()
    x = node.aside("transpose", x, order=(1, 0)) if node.integer("transA", 0) else x
    if isinstance(weight, Tensor):
        weight = weight if node.integer("transB", 0) else _turned(weight)
        if alpha == beta == 1 and (bias is None or _is_row(bias, weight.shape[0])):
            return linear(node, x, weight, bias)
        features = node.shape(node.flow())[0 if node.integer("transA", 0) else 1]
        if len(weight.shape) != 2 or weight.shape[1] != features:
            raise Refused("shape", f"its weights {list(weight.shape)} do not fit {features} features")
        y = node.add("linear", x, weights={"weight": weight}, units=weight.shape[0], bias=False)
    else:
        other = node.flow(1)
        other = node.aside("transpose", other, order=(1, 0)) if node.integer("transB", 0) else other
        y = node.add("matmul", x, other)
    y = y if alpha == 1 else node.aside("arithmetic", y, function="multiply", number=alpha)
    return y if bias is None else _plus(node, y, bias, beta)


def _is_row(bias: Value, units: int) -> TypeGuard[Tensor]:
    """True where a third operand has a number for every unit."""
    return isinstance(bias, Tensor) and bias.size == units and bias.shape[-1:] == (units,)


def _plus(node: NodeView, y: Flow, bias: Value, beta: float) -> Flow:
    """Something else than a row added to a product."""
    if isinstance(bias, Flow):
        bias = bias if beta == 1 else node.aside("arithmetic", bias, function="multiply", number=beta)
        return node.aside("arithmetic", y, bias, function="add")
    if not isinstance(bias, Tensor) or beta != 1 or not bias.shape:
        raise NoRule("it scales its bias")
    return node.aside("arithmetic", y, weights={"operand": bias}, function="add", learned=bias.shape)


def _turned(weight: Tensor) -> Tensor:
    """Units first, as archcalc has them."""
    if len(weight.shape) != 2:
        raise NoRule(f"its second operand has {len(weight.shape)} axes")
    return weight.transposed((1, 0))


def linear(node: NodeView, x: Flow, weight: Tensor, bias: Tensor | None) -> Flow:
    """A fully connected layer on the last axis; of more than tokens, on all places as if they were tokens."""
    shape = node.shape(x)
    x = features_last(node, x)
    units, features = weight.shape
    if len(shape) < 2 or shape[-1] != features:
        raise Refused("shape", f"its weights want {features} features, and {shape[-1]} come in")
    held = {"weight": weight} | ({"bias": bias.reshaped((units,))} if bias is not None else {})
    if len(shape) <= 3:
        return node.add("linear", x, weights=held, units=units, bias=bias is not None)
    flat = node.aside("reshape", x, shape=(prod(shape[1:-1]), features))
    y = node.add("linear", flat, weights=held, units=units, bias=bias is not None)
    return node.aside("reshape", y, shape=(*shape[1:-1], units))


def _matmul(node: NodeView) -> Flow:
    left, right = node.operand(0), node.operand(1)
    if isinstance(left, Flow) and isinstance(right, Tensor):
        weight = _turned(right)
        return linear(node, left, weight, _added_bias(node, weight.shape[0]))
    if not isinstance(left, Flow) or not isinstance(right, Flow):
        raise NoRule("its first operand is an array of the file")
    if min(len(node.shape(left)), len(node.shape(right))) < 2:
        raise NoRule("an operand is one row")
    return node.add("matmul", left, right)


def _added_bias(node: NodeView, units: int) -> Tensor | None:
    """The array of an Add that follows, if it holds a number for every unit."""
    output = node.record.outputs[0]
    addition = node.follower("Add")
    bias = addition.other(output) if addition else None
    if addition is None or not isinstance(bias, Tensor) or bias.shape[-1:] != (units,) or bias.size != units:
        return None
    node.settle(addition)
    return bias


def _gather(node: NodeView) -> Flow:
    table, places = node.operand(0), node.operand(1)
    if isinstance(table, Tensor) and isinstance(places, Flow):
        if len(table.shape) != 2 or node.integer("axis", 0) != 0:
            raise NoRule("it looks up places of an array that is no table of rows")
        return node.add("embedding", places, weights={"weight": table}, entries=table.shape[0],
                        features=table.shape[1])
    if not isinstance(table, Flow) or not isinstance(places, Tensor) or places.values is None:
        raise NoRule("its places depend on the input")
    shape = node.shape(table)
    axis = node.axis(node.integer("axis", 0), len(shape))
    wanted = [int(place) + shape[axis] if place < 0 else int(place) for place in places.values]
    in_row = wanted == list(range(wanted[0], wanted[0] + len(wanted))) if wanted else False
    if not in_row and wanted and len(places.shape) == 1 and min(wanted) >= 0:
        return node.add("gather", table, index=tuple(wanted), axis=axis)
    if not in_row or len(places.shape) > 1:
        raise NoRule("its places are in no row", (*shape[:axis], *places.shape, *shape[axis + 1:]))
    if not places.shape and len(shape) == 3 and axis == 1:
        return node.add("token", features_last(node, table), index=wanted[0])
    y = node.add("select", table, axis=axis, places=(wanted[0], wanted[-1] + 1))
    return y if places.shape else without(node, y, (*shape[:axis], *shape[axis + 1:]), axis)


def without(node: NodeView, x: Flow, rest: tuple[int, ...], axis: int) -> Flow:
    """The same without an axis of size 1."""
    if not rest:
        raise NoRule("one number is left")
    if axis == 0 or len(rest) == 1:
        return node.aside("regroup", x, shape=rest)
    return node.aside("reshape", x, shape=rest[1:])


RULES: dict[str, Rule] = {"Gemm": _gemm, "MatMul": _matmul, "Gather": _gather}
