"""Arithmetic on arrays, matrix products, lookups, in Keras."""

from __future__ import annotations

from typing import Any

from archcalc.exporting.keras.channels_last import as_here, as_there, axis_of, is_turned, order_of, turned
from archcalc.exporting.source.forms import FormArgument, HelperSource, OperatorForm, expression
from archcalc.operators.operator import Shape

_SIGNS = {"add": "{} + {}", "divide": "{} / {}", "multiply": "{} * {}", "subtract": "{} - {}", "power": "{} ** {}",
          "maximum": "ops.maximum({}, {})", "minimum": "ops.minimum({}, {})", "modulo": "ops.mod({}, {})",
          "remainder": "ops.sign({0}) * ops.mod(ops.abs({0}), ops.abs({1}))"}
_COMPARISONS = {"equal": "equal", "not_equal": "not_equal", "less": "less", "less_or_equal": "less_equal",
                "greater": "greater", "greater_or_equal": "greater_equal", "and": "logical_and", "or": "logical_or",
                "xor": "logical_xor"}
_ARRAY = '''
class {name}(layers.Layer):
    """An array that {is_learned}, whatever it is called with; `order` is that of its axes here."""

    def __init__(self, shape, order, **more):
        super().__init__(**more)
        self.shape, self.order = shape, order

    def build(self, shape):
        self.operand = self.add_weight(
            shape=self.shape, initializer="ones", trainable={learned}, name="operand"
        )

    def call(self, x):
        return ops.transpose(self.operand, self.order)
'''
_LEARNED = '''
class {name}(layers.Layer):
    """A learned array, which a value is taken together with; `order` is that of its axes here."""

    def __init__(self, shape, order, **more):
        super().__init__(**more)
        self.shape, self.order = shape, order

    def build(self, shape):
        self.operand = self.add_weight(shape=self.shape, initializer="ones", name="operand")

    def call(self, x):
        operand = ops.transpose(self.operand, self.order)
        return {sign}
'''


def _constant(op: Any, given: Shape) -> OperatorForm:
    """It is called with what its function reads: a model of Keras holds what hangs on its inputs."""
    name = "Learned" if op.learned else "Fixed"
    text = _ARRAY.format(name=name, is_learned=f"is {'' if op.learned else 'not '}learned", learned=bool(op.learned))
    arguments = FormArgument("shape", (*op.shape,)), FormArgument("order", order_of(given))
    return OperatorForm(name, arguments, "{self}({input})", helpers=(HelperSource(name, text),),
                        weights={"values": "operand"})


def _sign(function: str, array: str) -> str:
    """The expression of two operands, one of which is `array`, whose type what is true or false takes."""
    if function in _COMPARISONS:
        return f"ops.cast(ops.{_COMPARISONS[function]}({{0}}, {{1}}), {array}.dtype)"
    return _SIGNS[function]


def _arithmetic(op: Any, given: Shape, *xs: Shape) -> OperatorForm:
    if len(xs) == 2:
        parts = _fitted(given, *xs)
        return expression(_sign(op.function, "{{0}}").format(*(reversed(parts) if op.turned else parts)))
    if op.learned:
        name = "".join(word.capitalize() for word in ("learned", *op.function.split("_"), "from" * op.turned))
        sign = _sign(op.function, "x").format(*(("operand", "x") if op.turned else ("x", "operand")))
        text = _LEARNED.format(name=name, sign=sign)
        shape = (*(1,) * (len(given) - len(op.learned)), *op.learned)
        return OperatorForm(name, (FormArgument("shape", shape), FormArgument("order", order_of(given))),
                            helpers=(HelperSource(name, text),))
    number = FormArgument("number", op.number)
    if op.turned and op.function == "power":
        return expression("ops.power({number}, {0})", number)
    sign = _sign(op.function, "{{0}}")
    return expression(sign.format(*(("{number}", "{0}") if op.turned else ("{0}", "{number}"))), number)


def _fitted(given: Shape, *xs: Shape) -> list[str]:
    """The inputs, axes of size 1 put before those that have fewer than the output."""
    parts = []
    for number, x in enumerate(xs):
        part, missing = f"{{{number}}}", (1,) * (len(given) - len(x))
        if missing and is_turned(given):
            part = as_there(f"ops.reshape({as_here(part, x)}, {(*missing, *x)})", given)
        parts.append(part)
    return parts


def _reduce(op: Any, given: Shape, x: Shape) -> OperatorForm:
    axes = tuple(sorted(axis_of(x, axis) for axis in op.axes))
    said = axes if len(axes) > 1 else axes[0]
    text = f"ops.{op.function}({{0}}, axis={said}{', keepdims=True' if op.kept else ''})"
    if op.kept:
        return expression(text)
    gone = {axis % len(x) for axis in op.axes}
    left = [axis for axis in range(len(x)) if axis not in gone]
    have = [left.index(axis) for axis in order_of(x) if axis in left]
    return expression(turned(text, have, order_of(given)))


def _matmul(op: Any, given: Shape, *xs: Shape) -> OperatorForm:
    first, second = (as_here(f"{{{number}}}", x) for number, x in enumerate(xs))
    return expression(as_there(f"ops.matmul({first}, {second})", given))


def _einsum(op: Any, given: Shape, *xs: Shape) -> OperatorForm:
    """The letters are those of Keras's axes."""
    terms = ["".join(term[axis] for axis in order_of(x)) for term, x in zip(op.terms, xs, strict=True)]
    result = "".join(op.result[axis] for axis in order_of(given))
    inputs = ", ".join(f"{{{number}}}" for number in range(len(xs)))
    return expression(f"ops.einsum({{equation}}, {inputs})",
                      FormArgument("equation", f"{','.join(terms)}->{result}"))


def _where(op: Any, given: Shape, *xs: Shape) -> OperatorForm:
    condition, yes, no = _fitted(given, *xs)
    return expression(f"ops.where({condition} > 0, {yes}, {no})")


def _embedding(op: Any, given: Shape, x: Shape) -> OperatorForm:
    arguments = FormArgument("input_dim", op.entries), FormArgument("output_dim", op.features)
    return OperatorForm("layers.Embedding", arguments, weights={"weight": "embeddings"})


RULES = {"constant": _constant, "arithmetic": _arithmetic, "reduce": _reduce, "matmul": _matmul, "einsum": _einsum,
         "where": _where, "embedding": _embedding}
