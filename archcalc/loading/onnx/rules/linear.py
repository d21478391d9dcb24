"""Matrix products: fully connected layers, and products of two volumes."""

from __future__ import annotations

from collections.abc import Generator
from math import prod
from typing import TypeGuard

from archcalc.base.errors import Refused
from archcalc.language.flat_layers import Layer
from archcalc.loading.onnx.node_view import NodeView, NoRule, Rule
from archcalc.loading.onnx.rules.array_functions import moved
from archcalc.loading.onnx.rules.layout import formed
from archcalc.loading.onnx.tensors import Tensor
from archcalc.loading.onnx.translation_context import Flow, Value
from archcalc.loading.onnx.two_axes import features_last


def _gemm(node: NodeView) -> Flow:
    alpha, beta = (node.attributes.get(name, 1) for name in ("alpha", "beta"))
    weight, bias, x = node.operand(1), node.operand(2), node.flow()
    x = node.aside("transpose", x, order=(1, 0)) if node.flag("transA") else x
    if isinstance(weight, Tensor):
        weight = weight if node.flag("transB") else _turned(weight)
        if alpha == beta == 1 and (bias is None or _is_row(bias, weight.shape[0])):
            return linear(node, x, weight, bias)
        features = node.shape(node.flow())[0 if node.flag("transA") else 1]
        if len(weight.shape) != 2 or weight.shape[1] != features:
            raise Refused("shape", f"its weights {list(weight.shape)} do not fit {features} features")
        y = node.add("linear", x, weights={"weight": weight}, units=weight.shape[0], bias=False)
    else:
        other = node.flow(1)
        other = node.aside("transpose", other, order=(1, 0)) if node.flag("transB") else other
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


def _matmul(node: NodeView) -> Generator[Layer, None, Flow]:
    first, second = node.operand(0), node.operand(1)
    if isinstance(first, Flow) and isinstance(second, Tensor) and len(second.shape) == 2 and len(node.shape(first)) > 1:
        weight, bias = _turned(second), node.tensor(2)
        return linear(node, first, weight, _added_bias(node, weight.shape[0]) if bias is None else bias)
    left, right = node.volume(0), node.volume(1)
    yield from node.placed()
    rows, columns = node.shape(left), node.shape(right)
    x = left if len(rows) > 1 else node.aside("regroup", left, shape=(1, *rows))
    y = right if len(columns) > 1 else node.aside("regroup", right, shape=(*columns, 1))
    product = node.add("matmul", x, y)
    if len(rows) > 1 and len(columns) > 1:
        return product
    yield from node.placed()
    shape = node.shape(product)
    wanted = (*shape[:-2], *shape[-2:-1][len(rows) < 2:], *shape[-1:][len(columns) < 2:])
    return formed(node, product, shape, wanted)


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
        return _looked_up(node, table, places)
    if not isinstance(table, Flow) or not isinstance(places, Tensor) or places.values is None:
        return moved(node)
    shape = node.shape(table)
    axis = node.axis(node.integer("axis", 0), len(shape))
    wanted = [int(place) + shape[axis] if place < 0 else int(place) for place in places.values]
    in_row = wanted == list(range(wanted[0], wanted[0] + len(wanted))) if wanted else False
    if not wanted:
        raise NoRule("it names no place")
    if min(wanted) < 0 or max(wanted) >= shape[axis]:
        raise Refused("shape", f"it wants places {min(wanted)} to {max(wanted)} of axis {axis}, which has "
                               f"{shape[axis]}")
    if not in_row or len(places.shape) > 1:
        y = node.add("gather", table, index=tuple(wanted), axis=axis)
        together = (*shape[:axis], len(wanted), *shape[axis + 1:])
        return y if len(places.shape) == 1 else \
            formed(node, y, together, (*shape[:axis], *places.shape, *shape[axis + 1:]))
    if not places.shape and len(shape) == 3 and axis == 1:
        return node.add("token", features_last(node, table), index=wanted[0])
    y = node.add("select", table, axis=axis, places=(wanted[0], wanted[-1] + 1))
    return y if places.shape else without(node, y, (*shape[:axis], *shape[axis + 1:]), axis)


def _looked_up(node: NodeView, table: Tensor, places: Flow) -> Flow:
    """Rows of a table of the file, whose places depend on the input."""
    if node.integer("axis", 0) != 0 or not table.shape or 0 in table.shape:
        return moved(node)
    shape, rest = node.shape(places), table.shape[1:]
    rows = table if len(table.shape) == 2 else table.reshaped((table.shape[0], prod(rest)))
    x = Flow(places.layer)
    if not node.is_learned(table):
        return moved(node)
    y = node.add("embedding", x, weights={"weight": rows}, entries=rows.shape[0], features=rows.shape[1])
    if shape and len(rest) == 1:
        return y
    return formed(node, y, (*(shape or (1,)), rows.shape[1]), (*shape, *rest))


def without(node: NodeView, x: Flow, rest: tuple[int, ...], axis: int) -> Flow:
    """The same without an axis of size 1."""
    if not rest:
        return Flow(x.layer, True)
    if axis == 0 or len(rest) == 1:
        return node.aside("regroup", x, shape=rest)
    return node.aside("reshape", x, shape=rest[1:])


RULES: dict[str, Rule] = {"Gemm": _gemm, "MatMul": _matmul, "Gather": _gather}
