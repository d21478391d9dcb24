"""Functions of one value; an error of what they are given grows by their steepest slope at most."""

from __future__ import annotations

from collections.abc import Callable
from math import erf, pi
from typing import Any

from archcalc.executor.reference.reference_values import (
    At,
    Later,
    Reference,
    Volume,
    along,
    channel,
    numpy,
)
from archcalc.executor.reference.rules import Rule

_erf = numpy.vectorize(erf, otypes=[float])


def _rule(function: Callable[[Any, Any], Any], slope: float = 1.0, least: float = 0.0) -> Rule:
    """The rule of a function (op, x); where the result may be small beside its steps, these are `least` in size."""
    def rule(op: Any, at: At, x: Volume) -> Later:
        given = x[at]

        def later() -> Reference:
            value = function(op, given.value)
            return Reference(value, lambda: abs(value) + slope * given.size + least, given.terms)

        return later

    return rule


def _softplus(x: Any) -> Any:
    return numpy.logaddexp(x, 0)


_FUNCTIONS: dict[str, tuple[Callable[[Any], Any], float]] = {
    "abs": (abs, 0), "atan": (numpy.arctan, 1), "ceil": (numpy.ceil, 0), "cos": (numpy.cos, 1),
    "cosh": (numpy.cosh, 1), "erf": (_erf, 1), "exp": (numpy.exp, 0), "floor": (numpy.floor, 0),
    "is_infinite": (lambda x: numpy.where(abs(x) == numpy.inf, 1.0, 0.0), 0),
    "is_nan": (lambda x: numpy.where(abs(x) >= 0, 0.0, 1.0), 0), "not": (lambda x: numpy.where(x == 0, 1.0, 0.0), 0),
    "round": (numpy.rint, 0), "sinh": (numpy.sinh, 1), "tan": (numpy.tan, 1),
    "truncate": (lambda x: numpy.sign(x) * numpy.floor(abs(x)), 0),
    "log": (numpy.log, 0), "negate": (numpy.negative, 0),
    "reciprocal": (lambda x: 1 / x, 0), "sign": (numpy.sign, 0), "sin": (numpy.sin, 1), "softplus": (_softplus, 1),
    "sqrt": (numpy.sqrt, 0), "square": (numpy.square, 0),
}
"""Each function, and the size of its steps where the result may be smaller."""


def _elementwise(op: Any, at: At, x: Volume) -> Reference:
    function, least = _FUNCTIONS[op.function]
    value = function(x[at].value)
    return Reference(value, lambda: abs(value) + least)


def _prelu(op: Any, at: At, x: Volume, weight: Volume) -> Reference:
    given = x[at].value
    slopes = weight[(channel(op, at) if op.by_channel else numpy.zeros_like(channel(op, at)),)].value
    return Reference(numpy.where(given > 0, given, given * slopes))


def _softmax(op: Any, at: At, x: Volume) -> Later:
    axis = op.axis or op.channel_axis(at)
    lines, given = along(x, at, axis), x[at]
    return lambda: _shares(lines.value, given.value)


def _shares(line: Any, own: Any) -> Reference:
    """The exponential of each value over the sum of those of its line."""
    largest = line.max(axis=-1)
    powers = numpy.exp(line - largest[..., None])
    sums = powers.sum(axis=-1)
    value = numpy.exp(own - largest) / sums

    def sizes() -> Any:
        distances = abs(own - largest) + (powers * (largest[..., None] - line)).sum(axis=-1) / sums
        return value * (2 + distances + abs(largest))

    return Reference(value, sizes, line.shape[-1])


def _glu(op: Any, at: At, x: Volume) -> Reference:
    axis = op.channel_axis(at)
    gate_at = list(at)
    gate_at[axis] = at[axis] + x.shape[axis] // 2
    values, gates = x[at], x[tuple(gate_at)]
    passed = _GATES[op.activation](gates.value)
    return Reference(values.value * passed,
                     lambda: values.size * (abs(passed) + 2 * gates.size + 1), values.terms + gates.terms)


def _gelu(op: Any, x: Any) -> Any:
    if op.approximation == "tanh":
        return x / 2 * (1 + numpy.tanh((2 / pi) ** 0.5 * (x + 0.044715 * x**3)))
    return x / 2 * (1 + _erf(x / 2**0.5))


def _logistic(x: Any) -> Any:
    return numpy.exp(-numpy.logaddexp(0, -x))


def _straight(x: Any) -> Any:
    return numpy.minimum(numpy.maximum(0, x + 3), 6) / 6


_GATES: dict[str, Callable[[Any], Any]] = {
    "gelu": lambda x: x / 2 * (1 + _erf(x / 2**0.5)), "sigmoid": _logistic, "silu": lambda x: x * _logistic(x),
}
RULES: dict[str, Rule] = {
    "clip": _rule(lambda op, x: numpy.minimum(numpy.maximum(op.low, x), op.high)),
    "dropout": _rule(lambda op, x: x),
    "elementwise": _elementwise,
    "elu": _rule(lambda op, x: numpy.where(x > 0, x, op.slope * numpy.expm1(numpy.minimum(x, 0)))),
    "gelu": _rule(_gelu, 2),
    "glu": _glu,
    "hard_sigmoid": _rule(lambda op, x: _straight(x), least=1),
    "hard_swish": _rule(lambda op, x: x * _straight(x), 2),
    "leaky_relu": _rule(lambda op, x: numpy.where(x > 0, x, op.slope * x)),
    "prelu": _prelu,
    "relu": _rule(lambda op, x: numpy.maximum(0, x)),
    "relu6": _rule(lambda op, x: numpy.minimum(numpy.maximum(0, x), 6)),
    "sigmoid": _rule(lambda op, x: _logistic(x), least=1),
    "silu": _rule(lambda op, x: x * _logistic(x), 2),
    "softmax": _softmax,
    "tanh": _rule(lambda op, x: numpy.tanh(x)),
}
POINTWISE = frozenset(RULES) - {"elementwise", "glu", "prelu", "softmax"}
AHEAD = POINTWISE | {"softmax"}
