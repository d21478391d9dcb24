"""Recurrent layers: one sequence, step by step as the papers write it, each value with how far roundings may move it.

An error in a state moves all later ones, by as much as the weights and the slopes of its functions let it through, so
that it goes along with every value. It is counted in roundings of a sum; products with a matrix are bounded by the
lengths of its rows.
"""

from __future__ import annotations

from functools import reduce
from typing import Any

from archcalc.base.named_tuples import NamedTuple
from archcalc.executor.reference.reference_values import At, Reference, Volume, each, gathered, numpy
from archcalc.executor.reference.rules import Rule


class _Near(NamedTuple):
    """Values, and how far each may be off."""

    value: Any
    off: Any = 0.0

    def __add__(self, other: Any) -> _Near:
        return _Near(self.value + other.value, self.off + other.off)

    def __mul__(self, other: Any) -> _Near:
        value = self.value * other.value
        return _Near(value, self.off * abs(other.value) + abs(self.value) * other.off + abs(value))

    def beside(self, other: _Near) -> _Near:
        """Both, one after the other."""
        return _Near(*(numpy.concatenate([numpy.broadcast_to(mine, self.value.shape),
                                          numpy.broadcast_to(theirs, other.value.shape)])
                       for mine, theirs in zip(self, other, strict=True)))


def _sigmoid(x: _Near) -> _Near:
    value = 1 / (1 + numpy.exp(-x.value))
    return _Near(value, x.off * value * (1 - value) + value)


def _tanh(x: _Near) -> _Near:
    value = numpy.tanh(x.value)
    return _Near(value, x.off * (1 - value**2) + abs(value))


def _relu(x: _Near) -> _Near:
    return _Near(numpy.maximum(x.value, 0), x.off)


_ONE = _Near(1.0)


def _minus(x: _Near) -> _Near:
    return _Near(-x.value, x.off)


class _Matrix:
    """A matrix of weights, in blocks of rows, with its bias."""

    def __init__(self, weight: Volume, bias: Volume | None, blocks: int = 1) -> None:
        rows = weight[:, :].value
        self.rows = rows.reshape(blocks, -1, rows.shape[1])
        self.lengths = (self.rows**2).sum(axis=2) ** 0.5
        self.bias = numpy.zeros(self.lengths.shape) if bias is None else bias[(slice(None),)].value.reshape(blocks, -1)

    def __call__(self, block: int, x: _Near) -> _Near:
        length = (x.value**2).sum() ** 0.5 + numpy.max(x.off)
        return _Near(self.rows[block] @ x.value + self.bias[block],
                     self.lengths[block] * length + abs(self.bias[block]))


class _Cell:
    """One direction of one layer: what is carried from step to step, the output first."""

    def __init__(self, op: Any, weights: dict[str, Volume]) -> None:
        self.op = op
        self.w, self.u = (_Matrix(weights[f"weight_{part}"], weights.get(f"bias_{part}"), op.gates)
                          for part in ("ih", "hh"))
        self.projection = _Matrix(weights["weight_hr"], None) if "weight_hr" in weights else None
        self.step = getattr(self, op.kind)

    def rnn(self, x: _Near, h: _Near) -> tuple[_Near, ...]:
        """h' = tanh(W x + U h + b), or relu of it."""
        return ({"tanh": _tanh, "relu": _relu}[self.op.activation](self.w(0, x) + self.u(0, h)),)

    def lstm(self, x: _Near, h: _Near, c: _Near) -> tuple[_Near, ...]:
        """Equations 1 to 6 of PyTorch's LSTM."""
        i, f, g, o = (self.w(block, x) + self.u(block, h) for block in range(4))
        carried = _sigmoid(f) * c + _sigmoid(i) * _tanh(g)
        shown = _sigmoid(o) * _tanh(carried)
        return shown if self.projection is None else self.projection(0, shown), carried

    def gru(self, x: _Near, h: _Near) -> tuple[_Near, ...]:
        """Equations 1 to 4 of PyTorch's GRU; before the product, the reset is that of Cho et al. 2014."""
        r, z = (_sigmoid(self.w(block, x) + self.u(block, h)) for block in range(2))
        inner = self.u(2, r * h) if self.op.reset == "before" else r * self.u(2, h)
        n = _tanh(self.w(2, x) + inner)
        return ((_ONE + _minus(z)) * n + z * h,)


def _layers(op: Any, tokens: list[_Near], begin: Any, weights: dict[str, Volume]) -> tuple[list[_Near], list[_Near]]:
    """Every token's output of the last layer, and what each layer and direction carries at the end."""
    ends: list[_Near] = []
    for layer in range(op.layers):
        sides = []
        for direction in ("", "_reverse")[:op.directions]:
            end = f"_l{layer}{direction}"
            cell = _Cell(op, {name.removesuffix(end): each for name, each in weights.items() if name.endswith(end)})
            carried = _begun(op, None if begin is None else begin[len(ends)])
            outputs = []
            for token in reversed(tokens) if direction else tokens:
                carried = cell.step(token, *carried)
                outputs.append(carried[0])
            sides.append(outputs[::-1] if direction else outputs)
            ends.append(carried[0] if len(carried) == 1 else carried[0].beside(carried[1]))
        tokens = sides[0] if len(sides) == 1 else [one.beside(two) for one, two in zip(*sides, strict=True)]
    return tokens, ends


def _begun(op: Any, state: Any) -> tuple[_Near, ...]:
    """What is carried at the beginning: the output, and an LSTM's cell."""
    whole = numpy.zeros(op.state_width) if state is None else state
    return tuple(_Near(part) for part in numpy.split(whole, [op.width]) if part.size)


def _recurrent(op: Any, at: At, x: Volume, state: Volume | None = None, **weights: Volume) -> Reference:
    terms = max(weight.shape[-1] for weight in weights.values()) + op.width
    known: dict[int, list[_Near]] = {}

    def sequence(n: int) -> list[_Near]:
        """The rows of the output of one sequence; of `last`, one row."""
        tokens = [_Near(token) for token in x[n, :, :].value]
        outputs, ends = _layers(op, tokens, None if state is None else state[n, :, :].value, weights)
        if op.output_ == "state":
            return ends
        if op.output_ == "sequence":
            return outputs
        if op.output_ == "all":
            return [reduce(_Near.beside, (*outputs, *ends))]
        sides = [_Near(*(each[:op.width] for each in end)) for end in ends[-op.directions:]]
        return [sides[0] if len(sides) == 1 else sides[0].beside(sides[1])]

    def one(n: int, *place: int) -> Reference:
        if n not in known:
            known[n] = sequence(n)
        row, feature = (0, *place)[-2:]
        near = known[n][row]
        return Reference(near.value[feature], lambda: near.off[feature], terms)

    return gathered(one(*place) for place in each(at))


RULES: dict[str, Rule] = {"rnn": _recurrent, "gru": _recurrent, "lstm": _recurrent}
COSTLY = ONE_BY_ONE = frozenset(RULES)
"""Every value costs all steps before it."""
