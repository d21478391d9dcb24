"""Two operands, value by value: branches, numbers, learned arrays."""

from __future__ import annotations

from collections.abc import Generator
from functools import partial
from math import inf

from archcalc.base.axis_order import Signal
from archcalc.language.flat_layers import Layer
from archcalc.loading.onnx.node_view import NodeView, NoRule, Rule
from archcalc.loading.onnx.rules.activations import begins_gelu, gelu_from_quotient
from archcalc.loading.onnx.rules.convolution_pooling import per_channel
from archcalc.loading.onnx.tensors import FLOAT, WHOLE, Tensor, shortest
from archcalc.loading.onnx.translation_context import Flow
from archcalc.loading.onnx.two_axes import of_one_kind
from archcalc.operators.operator import Shape
from archcalc.operators.shape_kinds import is_spatial

_TURNED = frozenset({"add", "multiply", "maximum", "minimum", "equal", "and", "or", "xor"})
"""Functions whose operands may change places."""
_COMPARISONS = {"Equal": "equal", "Greater": "greater", "GreaterOrEqual": "greater_or_equal", "Less": "less",
                "LessOrEqual": "less_or_equal", "And": "and", "Or": "or", "Xor": "xor"}
_WRITTEN = {"add": "add", "multiply": "multiply"}
"""Functions that have an operator of their own, where branches are of one shape."""


Layers = Generator[Layer, None, Flow]
"""A rule that may want to know the shapes of layers that it has made."""


def _two(function: str, node: NodeView) -> Layers:
    left, right = node.operand(0), node.operand(1)
    if isinstance(left, Flow) and isinstance(right, Flow):
        return _branches(function, node, [left, right])
    if isinstance(left, Flow) and isinstance(right, Tensor):
        return (yield from _with(function, node, left, right, turned=False))
    if isinstance(left, Tensor) and isinstance(right, Flow):
        return (yield from _with(function, node, right, left, turned=function not in _TURNED))
    raise NoRule("its operands are not known")


def _branches(function: str, node: NodeView, flows: list[Flow]) -> Flow:
    shapes = [node.shape(flow) for flow in flows]
    flows = of_one_kind(node, flows)
    if function in _WRITTEN and (len(set(shapes)) == 1 or (function == "multiply" and _gated(shapes))):
        return node.add(_WRITTEN[function], *flows)
    first, *others = flows
    for number, flow in enumerate(others, 1):
        add = node.add if number == len(others) else node.aside
        first = add("arithmetic", first, flow, function=function)
    return first


def _gated(shapes: list[Shape]) -> bool:
    """True where every input is the largest volume or scales its channels."""
    largest = max(shapes, key=lambda shape: (len(shape), shape))
    ones = (*largest[:2], *(1 for _ in largest[2:]))
    return is_spatial(largest) and all(shape in {largest, ones} for shape in shapes)


def _with(function: str, node: NodeView, x: Flow, other: Tensor, *, turned: bool) -> Layers:
    if other.size == 1 and other.values is not None and len(other.shape) <= max(1, len(node.shape(x))):
        return _number(function, node, x, other, turned=turned)
    shape = node.shape(x)
    if 0 in other.shape:
        raise NoRule("its other operand has no values")
    if function in _COMPARISONS.values() or not node.is_learned(other):
        held = node.constant(other)
        yield from node.placed()
        return _branches(function, node, [held, x] if turned else [x, held])
    is_tokens = len(shape) == 3 and not isinstance(shape, Signal)
    if function == "add" and is_tokens and other.shape in {shape[1:], (1, *shape[1:])}:
        return node.add("positions", x, weights={"embedding": other.reshaped(shape[1:])})
    channels = _channels(other, shape)
    if function == "multiply" and channels:
        return node.add("layer_scale", x, weights={"scale": other.reshaped((channels,))})
    return node.add("arithmetic", x, weights={"operand": other}, function=function, learned=other.shape, turned=turned)


def _channels(other: Tensor, shape: Shape) -> int | None:
    """The number of channels or features for which an array has a value each; None where it is not so."""
    if is_spatial(shape):
        return per_channel(other.shape, shape[1], len(shape))
    return shape[-1] if other.shape[-1:] == shape[-1:] and other.size == shape[-1] and len(shape) in {2, 3} else None


def _number(function: str, node: NodeView, x: Flow, other: Tensor, *, turned: bool) -> Flow:
    assert other.values is not None
    number = float(shortest(other.values[0]) if other.kind == FLOAT else other.values[0])
    if (function, number) in {("maximum", -inf), ("minimum", inf)}:
        return Flow(node.add("identity", x).layer, x.scalar and not other.shape)
    if not turned and begins_gelu(node.op, number) and gelu_from_quotient(node, x):
        return node.add("gelu", x)
    if function == "power" and number in {0.5, 2} and not turned:
        return node.add("elementwise", x, function="square" if number == 2 else "sqrt")
    y = node.add("arithmetic", x, function=function, number=number, turned=turned)
    return Flow(y.layer, x.scalar and not other.shape)


def _several(function: str, node: NodeView) -> Layers:
    """Any number of operands."""
    operands = [value for value in node.operands() if value is not None]
    if len(operands) == 2:
        return (yield from _two(function, node))
    flows = [node.volume(number) for number in range(len(operands))]
    yield from node.placed()
    return node.add("identity", flows[0]) if len(flows) == 1 else _branches(function, node, flows)


def _mean(node: NodeView) -> Flow:
    flows = [node.flow(number) for number in range(len(node.inputs))]
    if len(flows) == 1:
        return node.add("identity", flows[0])
    total = _branches("add", node, flows)
    return node.aside("arithmetic", total, function="divide", number=float(len(flows)))


def _cut_off(function: str, node: NodeView) -> Layers:
    """A quotient, or a power; of whole numbers, cut off towards zero."""
    y = yield from _two(function, node)
    return node.aside("elementwise", y, function="truncate") if node.kind(0) in WHOLE else y


_RANGES = {2: (0, 2**8), 3: (2**7, 2**8), 4: (0, 2**16), 5: (2**15, 2**16)}
"""Types of short integers: how many lie below 0, and how many there are."""


def _held(function: str, node: NodeView) -> Layers:
    """The same; of short integers, as much as their type holds: what is beyond its end begins again at the other."""
    y = yield from _two(function, node)
    below, count = _RANGES.get(node.kind(0), (0, 0))
    if not count:
        return y
    y = node.aside("arithmetic", y, function="add", number=float(below)) if below else y
    y = node.aside("arithmetic", y, function="modulo", number=float(count))
    return node.aside("arithmetic", y, function="subtract", number=float(below)) if below else y


def _modulo(node: NodeView) -> Layers:
    return _two("remainder" if node.flag("fmod") else "modulo", node)


def _where(node: NodeView) -> Layers:
    read = [node.volume(number) for number in range(3)]
    yield from node.placed()
    return node.add("where", *of_one_kind(node, read))


RULES: dict[str, Rule] = {op: partial(_two, function) for op, function in _COMPARISONS.items()} | {
    "Where": _where, "Mod": _modulo,
    "Add": partial(_held, "add"), "Sub": partial(_held, "subtract"), "Mul": partial(_held, "multiply"),
    "Div": partial(_cut_off, "divide"), "Pow": partial(_cut_off, "power"), "Sum": partial(_several, "add"),
    "Max": partial(_several, "maximum"), "Min": partial(_several, "minimum"), "Mean": _mean,
}
