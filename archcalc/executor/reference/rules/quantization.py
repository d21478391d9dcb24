"""Values rounded to short integers: where a quotient is halfway between two, either will do."""

from __future__ import annotations

from typing import Any

from archcalc.executor.reference.reference_values import At, Reference, Volume, numpy
from archcalc.executor.reference.rules import Rule

_NEAR, _A_STEP = 1e-5, 2.0**24
"""How near to halfway, of its own size, and the size that lets a value of float32 be a step off."""


def _steps(x: Any, scale: Any, zero_point: Any, low: float, high: float) -> Reference:
    quotient = x / scale
    value = numpy.clip(numpy.round(quotient) + zero_point, low, high)

    def sizes() -> Any:
        halfway = abs(abs(quotient - numpy.floor(quotient)) - 0.5)
        return numpy.where(halfway < _NEAR * (1 + abs(quotient)), _A_STEP, abs(value) + 1)

    return Reference(value, sizes)


def _quantize(op: Any, at: At, x: Volume) -> Reference:
    return _steps(x[at].value, op.scale, op.zero_point, op.low, op.high)


def _dequantize(op: Any, at: At, x: Volume) -> Reference:
    value = x[at].value
    return Reference(value * op.scale - op.zero_point * op.scale,
                     lambda: (abs(value) + abs(op.zero_point)) * abs(op.scale), 2)


def _dynamic_quantize(op: Any, at: At, x: Volume) -> Reference:
    whole = x[(slice(None),) * len(x.shape)].value
    low, high = min(0, whole.min()), max(0, whole.max())
    scale = (high - low) / 255 or 1.0
    zero = _steps(-low, scale, 0, 0, 255)
    if op.gives == "scale":
        return Reference(numpy.full(at[0].shape, scale), None, 2)
    if op.gives == "zero_point":
        return Reference(numpy.full(at[0].shape, zero.value), lambda: numpy.full(at[0].shape, zero.size))
    steps = _steps(x[at].value, scale, zero.value, 0, 255)
    if zero.size >= _A_STEP:
        return Reference(steps.value, lambda: numpy.full(at[0].shape, _A_STEP))
    if op.gives == "values":
        return steps
    return Reference((steps.value - zero.value) * scale, lambda: scale * (steps.size + abs(zero.value)), 3)


RULES: dict[str, Rule] = {
    "quantize": _quantize, "dequantize": _dequantize, "dynamic_quantize": _dynamic_quantize,
}
ONE_BY_ONE = COSTLY = frozenset({"dynamic_quantize"})
