"""Two operands, value by value, and sums over axes."""

from __future__ import annotations

from functools import partial
from math import prod
from typing import Any

from archcalc.loading.torch.call_view import CallRule, CallView, axes_of
from archcalc.loading.torch.exported_program import each_shape, is_row
from archcalc.loading.torch.module_values import FixedArray, LayerOutput, ModuleValue, NoWords
from archcalc.operators.operator import Shape

_TURNING = frozenset({"subtract", "divide", "power"})
"""Functions that care which operand is first."""


def _two(function: str, call: CallView, *, turned: bool = False) -> LayerOutput:
    left, right = call.value("self"), call.value("other" if "other" in call.call.arguments else "exponent")
    alpha = call.get("alpha", 1)
    if turned:
        left, right = right, left
        if alpha != 1 and not isinstance(left, (LayerOutput, FixedArray)):
            second = call.as_layer(right)
            right = call.aside("arithmetic", second, gives=second.shape, function="multiply", number=float(alpha))
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


def _compared(function: str) -> CallRule:
    """Two layers' outputs, or one and a number; arrays stand among the layers."""
    def rule(call: CallView) -> LayerOutput:
        x, other = call.layer(), call.value("other")
        if isinstance(other, (LayerOutput, FixedArray)):
            return call.add("arithmetic", x, call.as_layer(other), function=function)
        return call.add("arithmetic", x, function=function, number=_factored(other, 1))

    return rule


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
    def rule(call: CallView) -> ModuleValue:
        if "other" in call.call.arguments:
            return _two("maximum" if function == "max" else "minimum", call)
        x = call.layer()
        if call.get("dim") is None:
            return call.add("tensor_function", x, function=function, shape=(1,), counts="compares", gives=())
        gives: Any = each_shape(call.call.shape)[0]
        y = _largest(call, function, x, gives) if call.is_read(0) else None
        if not is_row(call.call.shape):
            return y
        where = call.aside("tensor_function", x, function=f"arg{function}", shape=axes_of(gives), gives=gives,
                           counts="compares" if y is None else "moves") if call.is_read(1) else None
        return y, where

    return rule


def _largest(call: CallView, function: str, x: LayerOutput, gives: Shape) -> LayerOutput:
    kept, axes = bool(call.get("keepdim", False)), call.axes("dim", len(x.shape))
    if len(axes) == len(x.shape) and not kept:
        return call.add("tensor_function", x, function=function, shape=(1,), counts="compares", gives=gives)
    return call.add("reduce", x, function=function, axes=axes, kept=kept, gives=gives)


def _length(call: CallView) -> LayerOutput:
    """The root of a sum of squares."""
    x = call.layer()
    order, axes = call.get("ord", call.get("p", 2)), call.axes("dim", len(x.shape))
    kept = bool(call.get("keepdim", False))
    if order not in {None, 2} or call.get("dtype") or (len(axes) == len(x.shape) and not kept):
        raise NoWords("it is no length, or of all values")
    squares = call.aside("elementwise", x, gives=x.shape, function="square")
    sums = call.aside("reduce", squares, gives=call.shape, function="sum", axes=axes, kept=kept)
    return call.add("elementwise", sums, function="sqrt")


def _scaled_addition(function: str) -> CallRule:
    """x + value * a * b, or x + value * a / b."""
    def rule(call: CallView) -> LayerOutput:
        first, second = (call.as_layer(call.value(name)) for name in ("tensor1", "tensor2"))
        product = call.aside("arithmetic", first, second, function=function, gives=call.shape)
        if (value := call.get("value", 1)) != 1:
            product = call.aside("arithmetic", product, function="multiply", number=float(value), gives=call.shape)
        return call.add("arithmetic", call.layer(), product, function="add")

    return rule


_COMPARISONS = {"eq": "equal", "ne": "not_equal", "lt": "less", "le": "less_or_equal", "gt": "greater",
                "ge": "greater_or_equal", "remainder": "modulo", "fmod": "remainder", "logical_and": "and",
                "logical_or": "or", "logical_xor": "xor"}
"""Functions of two operands in which a number is the second one."""


def _of_flags(rule: CallRule) -> CallRule:
    """A rule of bits, where they are true and false."""
    def checked(call: CallView) -> ModuleValue:
        if call.call.name not in call.context.booleans:
            raise NoWords("it is of bits")
        return rule(call)

    return checked


def _not(call: CallView) -> LayerOutput:
    return call.add("elementwise", call.layer(), function="not")


def _where(call: CallView) -> LayerOutput:
    return call.add("where", *(call.as_layer(call.value(name)) for name in ("condition", "self", "other")))


RULES: dict[str, CallRule] = {operator: _compared(function) for operator, function in _COMPARISONS.items()} | {
    "add": partial(_two, "add"), "sub": partial(_two, "subtract"), "subtract": partial(_two, "subtract"),
    "rsub": partial(_two, "subtract", turned=True), "mul": partial(_two, "multiply"), "multiply": partial(_two,
    "multiply"),
    "div": _divide, "divide": _divide, "true_divide": _divide, "pow": partial(_two, "power"),
    "maximum": partial(_two, "maximum"), "minimum": partial(_two, "minimum"), "mean": _reduce("mean"),
    "sum": _reduce("sum"),
    "linalg_vector_norm": _length, "norm": _length,
    "amax": _extreme("max"), "amin": _extreme("min"), "max": _extreme("max"), "min": _extreme("min"),
    "where": _where, "logical_not": _not, "bitwise_not": _of_flags(_not),
    **{name: _of_flags(_compared(word)) for word in ("and", "or", "xor")
       for name in (f"bitwise_{word}", f"__{word}__")},
    "addcmul": _scaled_addition("multiply"), "addcdiv": _scaled_addition("divide"),
}
