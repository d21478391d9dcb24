"""Two operands, value by value, and sums over axes."""

from __future__ import annotations

from functools import partial
from math import prod
from typing import Any

from archcalc.loading.torch.call_view import CallRule, CallView, axes_of
from archcalc.loading.torch.exported_program import each_shape, is_row
from archcalc.loading.torch.module_values import FixedArray, LayerOutput, NoWords
from archcalc.operators.operator import Shape

_TURNING = frozenset({"subtract", "divide", "power"})
"""Functions that care which operand is first."""


def _two(function: str, call: CallView, *, turned: bool = False) -> LayerOutput:
    left, right = call.value("self"), call.value("other" if "other" in call.call.arguments else "exponent")
    if turned:
        left, right = right, left
    alpha = call.get("alpha", 1)
    if isinstance(left, LayerOutput) and not isinstance(right, (LayerOutput, FixedArray)):
        return _number(function, call, left, _factored(right, alpha), turned=False)
    if isinstance(right, LayerOutput) and not isinstance(left, (LayerOutput, FixedArray)):
        return _number(function, call, right, _factored(left, 1), turned=function in _TURNING)
    if alpha != 1:
        second = call.as_layer(right)
        right = call.aside("arithmetic", second, gives=second.shape, function="multiply", number=float(alpha))
    if isinstance(left, LayerOutput) and isinstance(right, FixedArray):
        return _with(function, call, left, right, turned=False)
    if isinstance(left, FixedArray) and isinstance(right, LayerOutput):
        return _with(function, call, right, left, turned=function in _TURNING)
    return branches(function, call, call.as_layer(left), call.as_layer(right))


def _factored(number: Any, alpha: Any) -> float:
    if isinstance(number, (int, float)):
        return float(number) * float(alpha)
    raise NoWords("its other operand is not known")


def branches(function: str, call: CallView, left: LayerOutput, right: LayerOutput) -> LayerOutput:
    """Two layers' outputs: `add` and `multiply` where they have one shape, or where one scales channels."""
    same = left.shape == right.shape
    if same and function in {"add", "multiply"}:
        return call.add(function, left, right)
    if function == "multiply" and len(left.shape) == len(right.shape) == 4 and _scales(left.shape, right.shape):
        return call.add("multiply", left, right)
    return call.add("arithmetic", left, right, function=function)


def _scales(left: Shape, right: Shape) -> bool:
    small, large = sorted((left, right), key=prod)
    return small == (*large[:2], 1, 1)


def _with(function: str, call: CallView, x: LayerOutput, other: FixedArray, *, turned: bool) -> LayerOutput:
    """A layer's output and an array: where that is a parameter as it stands, the layer's own weight."""
    held = call.context.stands_for(other)
    shape = x.shape
    if held is None or not held.learned or call.shape != shape or held.name in call.context.holders:
        other_layer = call.as_layer(other)
        return branches(function, call, *((other_layer, x) if turned else (x, other_layer)))
    if function == "add" and len(shape) == 3 and other.shape in {shape[1:], (1, *shape[1:])}:
        return call.add("positions", x, weights={"embedding": other})
    if function == "multiply" and _one_for_each_channel(other.shape, shape):
        return call.add("layer_scale", x, weights={"scale": other})
    return call.add("arithmetic", x, weights={"operand": other}, function=function, learned=axes_of(other.shape),
                    turned=turned)


def _one_for_each_channel(other: Shape, shape: Shape) -> bool:
    """True where an array has a value for each channel of a volume, or feature of tokens and vectors."""
    if len(shape) == 4:
        full = (1,) * (4 - len(other)) + other
        return full == (1, shape[1], 1, 1)
    return len(shape) in {2, 3} and other[-1:] == shape[-1:] and prod(other) == shape[-1]


def _number(function: str, call: CallView, x: LayerOutput, number: float, *, turned: bool) -> LayerOutput:
    if function == "power" and number in {0.5, 2} and not turned:
        return call.add("elementwise", x, function="square" if number == 2 else "sqrt")
    if not -3e38 < number < 3e38:
        return call.add("tensor_function", x, function=function, shape=axes_of(call.shape), counts="adds")
    return call.add("arithmetic", x, function=function, number=number, turned=turned)


def _divide(call: CallView) -> LayerOutput:
    if call.get("rounding_mode"):
        return call.add("tensor_function", *call.read(), function="divide and round", shape=axes_of(call.shape),
                        counts="divides")
    return _two("divide", call)


def _reduce(function: str) -> CallRule:
    def rule(call: CallView) -> LayerOutput:
        x, kept = call.layer(), bool(call.get("keepdim", False))
        axes = call.axes("dim", len(x.shape))
        if not x.shape:
            return x
        if function == "mean" and axes == (2, 3) and len(x.shape) == 4:
            pooled = call.add("global_avg_pool", x, gives=(*x.shape[:2], 1, 1))
            return pooled if kept else call.reformed(pooled, x.shape[:2])
        if len(axes) == len(x.shape) and not kept:
            return call.add("tensor_function", x, function=function, shape=(1,), counts="adds")
        return call.add("reduce", x, function=function, axes=axes, kept=kept)

    return rule


def _extreme(function: str) -> CallRule:
    """The largest or smallest over an axis, and where it is; over all; or of two, value by value."""
    def rule(call: CallView) -> Any:
        if "other" in call.call.arguments:
            return _two("maximum" if function == "max" else "minimum", call)
        x = call.layer()
        if call.get("dim") is None:
            return call.add("tensor_function", x, function=function, shape=(1,), counts="compares", gives=())
        kept, axes = bool(call.get("keepdim", False)), call.axes("dim", len(x.shape))
        gives: Any = each_shape(call.call.shape)[0]
        if len(axes) == len(x.shape) and not kept:
            y = call.add("tensor_function", x, function=function, shape=(1,), counts="compares", gives=gives)
        else:
            y = call.add("reduce", x, function=function, axes=axes, kept=kept, gives=gives)
        if not is_row(call.call.shape) or not call.is_read(1):
            return (y, None) if is_row(call.call.shape) else y
        return y, call.aside("tensor_function", x, function=f"arg{function}", shape=axes_of(gives), gives=gives)

    return rule


def _scaled_addition(function: str) -> CallRule:
    """x + value * a * b, or x + value * a / b."""
    def rule(call: CallView) -> LayerOutput:
        first, second = (call.as_layer(call.value(name)) for name in ("tensor1", "tensor2"))
        product = call.aside("arithmetic", first, second, function=function, gives=call.shape)
        return call.add("arithmetic", call.layer(), product, function="add")

    return rule


RULES: dict[str, CallRule] = {
    "add": partial(_two, "add"), "sub": partial(_two, "subtract"), "subtract": partial(_two, "subtract"),
    "rsub": partial(_two, "subtract", turned=True), "mul": partial(_two, "multiply"), "multiply": partial(_two,
    "multiply"),
    "div": _divide, "divide": _divide, "true_divide": _divide, "pow": partial(_two, "power"),
    "maximum": partial(_two, "maximum"), "minimum": partial(_two, "minimum"), "mean": _reduce("mean"),
    "sum": _reduce("sum"),
    "amax": _extreme("max"), "amin": _extreme("min"), "max": _extreme("max"), "min": _extreme("min"),
    "addcmul": _scaled_addition("multiply"), "addcdiv": _scaled_addition("divide"),
}
