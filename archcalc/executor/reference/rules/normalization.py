"""Norms: a mean taken off, divided by a deviation, scaled and shifted as learned."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from archcalc.executor.reference.reference_values import (
    At,
    Later,
    Reference,
    Volume,
    along,
    channel,
    each,
    inside,
    numpy,
    spread,
)
from archcalc.executor.reference.rules import Rule


def _learned(op: Any, found: Reference, at: At, weight: Volume | None, bias: Volume | None) -> Reference:
    """Times the channel's weight, plus its bias, where there are any."""
    factor = 1.0 if weight is None else weight[(channel(op, at),)].value
    addend = 0.0 if bias is None else bias[(channel(op, at),)].value
    return Reference(found.value * factor + addend, lambda: found.size * abs(factor) + abs(addend), found.terms)


def _batch_norm(op: Any, at: At, x: Volume, mean: Volume, variance: Volume, weight: Volume | None = None,
                bias: Volume | None = None) -> Later:
    given = x[at]

    def later() -> Reference:
        where = (channel(op, at),)
        middle, deviation = mean[where].value, (variance[where].value + op.epsilon) ** 0.5
        found = Reference((given.value - middle) / deviation, lambda: (given.size + abs(middle)) / deviation,
                          given.terms + 2)
        return _learned(op, found, at, weight, bias)

    return later


def _standardize(op: Any, at: At, x: Volume, mean: Volume | None = None, variance: Volume | None = None,
                 count: Volume | None = None) -> Reference:
    given, place = x[at], channel(op, at)
    middle = numpy.array(op.means)[place] if mean is None else mean[(place,)].value
    squares = numpy.array(op.variances)[place] if variance is None else variance[(place,)].value
    deviation = numpy.maximum(squares, _LEAST_VARIANCE) ** 0.5
    return Reference((given.value - middle) / deviation, lambda: (given.size + abs(middle)) / deviation,
                     given.terms + 2)


_LEAST_VARIANCE = 1e-14


def _standard(value: Any, values: Any, epsilon: float) -> Reference:
    """Values, less the mean of as many lines of values, over those's deviation."""
    mean = values.mean(axis=-1)
    deviation = (((values - mean[..., None]) ** 2).mean(axis=-1) + epsilon) ** 0.5
    y = (value - mean) / deviation

    def sizes() -> Any:
        return (abs(value) + abs(values).mean(axis=-1) * (1 + abs(y))) / deviation + abs(y)

    return Reference(y, sizes, values.shape[-1])


def _layer_norm(op: Any, at: At, x: Volume, weight: Volume | None = None, bias: Volume | None = None) -> Later:
    lines, given = along(x, at, op.channel_axis(at)), x[at]
    return lambda: _learned(op, _standard(given.value, lines.value, op.epsilon), at, weight, bias)


def _rms_norm(op: Any, at: At, x: Volume, weight: Volume | None = None) -> Reference:
    lines = along(x, at, op.channel_axis(at)).value
    root = ((lines**2).mean(axis=-1) + op.epsilon) ** 0.5
    value = x[at].value / root
    return _learned(op, Reference(value, lambda: 2 * abs(value), lines.shape[-1]), at, weight, None)


def _over_image(channels: Callable[[Any, Volume, int], slice]) -> Rule:
    """A norm over whole images of some channels, `channels(op, x, channel)`."""
    def rule(op: Any, at: At, x: Volume, weight: Volume | None = None, bias: Volume | None = None) -> Reference:
        alike: dict[tuple[int, int, int], list[int]] = {}
        for number, (n, c, *_) in enumerate(each(at)):
            group = channels(op, x, c)
            alike.setdefault((n, group.start, group.stop), []).append(number)
        parts = [_standard(x[tuple(index[numbers] for index in at)].value, x[n, first:last, ...].value.reshape(-1),
                           op.epsilon) for (n, first, last), numbers in alike.items()]
        order = numpy.argsort(numpy.concatenate([*alike.values()]))
        found = Reference(numpy.concatenate([part.value for part in parts])[order],
                          lambda: numpy.concatenate([part.size for part in parts])[order], parts[0].terms)
        return _learned(op, found, at, weight, bias)

    return rule


def _group(op: Any, x: Volume, c: int) -> slice:
    count = x.shape[1] // op.groups
    return slice(c // count * count, (c // count + 1) * count)


def _layer_scale(op: Any, at: At, x: Volume, scale: Volume) -> Reference:
    return _learned(op, x[at], at, scale, None)


def _lrn(op: Any, at: At, x: Volume) -> Later:
    n, c, *places = spread(at, 1)
    around, kept = inside((n, c + numpy.arange(-(op.size // 2), (op.size + 1) // 2), *places), x.shape, (1,))
    given, lines = x[at], x[around]

    def later() -> Reference:
        value = given.value / (op.k + op.alpha / op.size * ((lines.value * kept)**2).sum(axis=-1)) ** op.beta
        return Reference(value, lambda: abs(value) * (2 + op.beta), op.size)

    return later


RULES: dict[str, Rule] = {
    "batch_norm": _batch_norm,
    "group_norm": _over_image(_group),
    "instance_norm": _over_image(lambda op, x, c: slice(c, c + 1)),
    "layer_norm": _layer_norm,
    "layer_scale": _layer_scale,
    "lrn": _lrn,
    "rms_norm": _rms_norm,
    "standardize": _standardize,
}
ONE_BY_ONE = frozenset({"group_norm", "instance_norm"})
POINTWISE = frozenset({"batch_norm"})
AHEAD = POINTWISE | {"layer_norm", "lrn"}
