"""A mixture of experts: each token by itself through the experts that its gate scores highest."""

from __future__ import annotations

from typing import Any

from archcalc.executor.reference.reference_values import At, Reference, Volume, each, gathered, numpy, worked_out
from archcalc.executor.reference.rules import Rule, rules
from archcalc.operators.operator_chain import names, operators


class _Row:
    """One token as a volume of one image."""

    def __init__(self, values: Reference) -> None:
        self.values, self.shape = values, (1, 1, values.value.size)

    def __getitem__(self, at: At) -> Reference:
        return Reference(self.values.value[None, None][at], lambda: self.values.size[None, None][at], self.values.terms)


class _Own:
    """The weight of one expert among those of all."""

    def __init__(self, every: Volume, expert: int) -> None:
        self.every, self.expert, self.shape = every, expert, every.shape[1:]

    def __getitem__(self, at: At) -> Reference:
        return self.every[(self.expert, *at)]


def _through(op: Any, expert: int, row: Reference, weights: dict[str, Volume]) -> Reference:
    """A token after the layers of an expert."""
    for name, inner in zip(names(op.layers), operators(op.layers), strict=True):
        shape = (1, 1, row.value.size)
        own = {weight: _Own(weights[f"{name}_{weight}"], expert) for weight in inner.weights(shape)}
        features = numpy.arange(inner.output(shape)[2])
        at = (numpy.zeros_like(features), numpy.zeros_like(features), features)
        row = worked_out(rules()[inner.kind](inner, at, _Row(row), **own))
    return row


def _token(op: Any, row: Any, gate: Any, weights: dict[str, Volume]) -> Reference:
    scores = gate[0] @ row + gate[1]
    chosen = numpy.argsort(-scores, kind="stable")[:op.active]
    powers = numpy.exp(scores[chosen] - scores[chosen].max())
    shares = powers / powers.sum()
    uncertain = 1 + (abs(gate[0]) @ abs(row)).max()  # a score that is off by e makes its share off by exp(e)
    made = [_through(op, int(expert), Reference(row), weights) for expert in chosen]
    return Reference(sum(share * each.value for share, each in zip(shares, made, strict=True)),
                     lambda: sum(share * each.size for share, each in zip(shares, made, strict=True)) * uncertain,
                     made[0].terms + op.active)


def _mixture(op: Any, at: At, x: Volume, gate: Volume, gate_bias: Volume | None = None, **weights: Volume) -> Reference:
    scores = gate[:, :].value, 0.0 if gate_bias is None else gate_bias[(slice(None),)].value
    tokens: dict[tuple[int, int], Reference] = {}

    def one(n: int, t: int, feature: int) -> Reference:
        if (n, t) not in tokens:
            tokens[n, t] = _token(op, x[n, t, :].value, scores, weights)
        found = tokens[n, t]
        return Reference(found.value[feature], lambda: found.size[feature], found.terms)

    return gathered(one(*place) for place in each(at))


RULES: dict[str, Rule] = {"mixture": _mixture}
ONE_BY_ONE = frozenset(RULES)
