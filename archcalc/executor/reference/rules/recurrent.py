"""Recurrent layers: every step by itself, as the papers write it, from the arrays that the layers within were given.

A step reads the output of the step before, which is there: the operator hands over what its layers gave each other. So
a few units of every layer and direction are worked out at all steps, where the last output alone would take all units
at all steps; and what the operator gives is held against its layers' own sequences.

Every value goes along with how far roundings may move it, counted in roundings of a sum; products with a matrix are
bounded by the lengths of its rows. Only an LSTM's cell is nowhere to be read: its error goes from step to step.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from itertools import product
from typing import Any

from archcalc.base.named_tuples import NamedTuple
from archcalc.executor.reference.reference_values import At, Reference, Volume, each, gathered, numpy
from archcalc.executor.reference.rules import Rule, ValuesWithin

TOKEN, STATE = "ih", "hh"


class _Near(NamedTuple):
    """Values, and how far each may be off."""

    value: Any
    off: Any = 0.0

    def __add__(self, other: Any) -> _Near:
        return _Near(self.value + other.value, self.off + other.off)

    def __mul__(self, other: Any) -> _Near:
        value = self.value * other.value
        return _Near(value, self.off * abs(other.value) + abs(self.value) * other.off + abs(value))


def _sigmoid(x: _Near) -> _Near:
    value = 1 / (1 + numpy.exp(-x.value))
    return _Near(value, x.off * value * (1 - value) + value)


def _tanh(x: _Near) -> _Near:
    value = numpy.tanh(x.value)
    return _Near(value, x.off * (1 - value**2) + abs(value))


def _relu(x: _Near) -> _Near:
    return _Near(numpy.maximum(x.value, 0), x.off)


def _rest(x: _Near) -> _Near:
    """1 - x."""
    return _Near(1 - x.value, x.off + 1 + abs(x.value))


class _Sweep(NamedTuple):
    """A direction of a layer going through one sequence: what each step read, in its own order of time, and gave."""

    op: Any
    weights: Mapping[str, Volume]
    tokens: Any
    outputs: Any
    begin: Any
    """What the state holds at the beginning: the output, and an LSTM's cell."""

    @property
    def before(self) -> Any:
        """The output of the step before each."""
        return numpy.concatenate([self.begin[None, :self.op.width], self.outputs[:-1]])

    def of_token(self, block: int, units: Any) -> _Near:
        """The sums of a block of gates over the tokens, (t, units)."""
        return self._sums(TOKEN, block, units, _Near(self.tokens))

    def of_state(self, block: int, units: Any, given: _Near | None = None) -> _Near:
        """The sums of a block of gates over the output before, or over something else in its place."""
        return self._sums(STATE, block, units, given or _Near(self.before))

    def both(self, block: int, units: Any) -> _Near:
        """All that is summed up in a block of gates."""
        return self.of_token(block, units) + self.of_state(block, units)

    def _sums(self, part: str, block: int, units: Any, x: _Near) -> _Near:
        rows = units + block * self.op.units
        bias = self.weights[f"bias_{part}"][(rows,)].value if f"bias_{part}" in self.weights else numpy.zeros(len(rows))
        found = products(x, self.weights[f"weight_{part}"][rows, :].value)
        return _Near(found.value + bias, found.off + abs(bias))


def products(x: _Near, rows: Any) -> _Near:
    """Products of values (t, d) with rows (k, d) of a matrix."""
    length = (x.value**2).sum(axis=1) ** 0.5 + numpy.max(x.off)
    return _Near(x.value @ rows.T, length[:, None] * (rows**2).sum(axis=1) ** 0.5)


def _rnn(sweep: _Sweep, units: Any) -> _Near:
    """h' = tanh(W x + U h + b), or relu of it."""
    return {"tanh": _tanh, "relu": _relu}[sweep.op.activation](sweep.both(0, units))


def _cell(sweep: _Sweep, units: Any) -> _Near:
    """An LSTM's cell behind every step: c' = f c + i g, equations 1 to 5 of PyTorch's LSTM."""
    take, keep, new = (function(sweep.both(block, units)) for block, function in enumerate((_sigmoid, _sigmoid, _tanh)))
    added = take * new
    values, offs = numpy.empty_like(added.value), numpy.empty_like(added.value)
    value, off = sweep.begin[sweep.op.width:][units], 0.0
    for step in range(len(values)):
        kept = keep.value[step] * value
        off = keep.off[step] * abs(value) + keep.value[step] * off + abs(kept) + added.off[step]
        values[step] = value = kept + added.value[step]
        offs[step] = off
    return _Near(values, offs)


def _lstm(sweep: _Sweep, units: Any) -> _Near:
    """h' = o tanh(c'), equation 6 of PyTorch's LSTM; a projection reads it of all units."""
    if not sweep.op.projection:
        return _sigmoid(sweep.both(3, units)) * _tanh(_cell(sweep, units))
    every = numpy.arange(sweep.op.units)
    shown = _sigmoid(sweep.both(3, every)) * _tanh(_cell(sweep, every))
    return products(shown, sweep.weights["weight_hr"][units, :].value)


def _gru(sweep: _Sweep, units: Any) -> _Near:
    """Equations 1 to 4 of PyTorch's GRU; before the product, the reset is that of Cho et al. 2014, of all units."""
    update = _sigmoid(sweep.both(1, units))
    if sweep.op.reset == "before":
        reset = _sigmoid(sweep.both(0, numpy.arange(sweep.op.units)))
        inner = sweep.of_state(2, units, reset * _Near(sweep.before))
    else:
        inner = _sigmoid(sweep.both(0, units)) * sweep.of_state(2, units)
    new = _tanh(sweep.of_token(2, units) + inner)
    return _rest(update) * new + update * _Near(sweep.before[:, units])


STEPS: dict[str, Callable[[_Sweep, Any], _Near]] = {"rnn": _rnn, "lstm": _lstm, "gru": _gru}


class _Sequence(NamedTuple):
    """One sequence of a batch, as an operator and the layers within it have it."""

    op: Any
    x: Any
    state: Any
    within: Sequence[Any]
    weights: Mapping[str, Volume]

    def sweep(self, layer: int, direction: int) -> _Sweep:
        """A layer within, in one of its directions."""
        op, end = self.op, f"_l{layer}{('', '_reverse')[direction]}"
        own = {name.removesuffix(end): each for name, each in self.weights.items() if name.endswith(end)}
        turned = slice(None, None, -1 if direction else 1)
        begin = numpy.zeros(op.state_width) if self.state is None else self.state[layer * op.directions + direction]
        given = self.within[layer - 1] if layer else self.x
        outputs = self.within[layer][:, direction * op.width:(direction + 1) * op.width]
        return _Sweep(op, own, given[turned], outputs[turned], begin)

    def at_end(self, number: int, feature: int) -> Reference:
        """What a state holds of the layer and direction with this number."""
        sweep = self.sweep(*divmod(number, self.op.directions))
        if feature < self.op.width:
            return Reference(sweep.outputs[-1, feature])
        cell = _cell(sweep, numpy.array([feature - self.op.width]))
        return Reference(cell.value[-1, 0], lambda: cell.off[-1, 0], _terms(sweep))

    def shown(self, row: int, feature: int) -> Reference:
        """A value of the volume: the very one of a layer within, which is looked at by itself."""
        op, last = self.op, self.within[-1]
        if op.output_ == "state":
            return self.at_end(row, feature)
        if op.output_ == "last":
            direction, feature = divmod(feature, op.width)
            return self.at_end((op.layers - 1) * op.directions + direction, feature)
        if op.output_ == "all" and feature >= last.size:
            return self.at_end(*divmod(feature - last.size, op.state_width))
        return Reference(last.flat[feature] if op.output_ == "all" else last[row, feature])


def _terms(sweep: _Sweep) -> int:
    return int(sweep.tokens.shape[1] + 2 * sweep.op.width)


def _sequence(op: Any, n: int, x: Volume, state: Volume | None, within: Sequence[Volume],
              weights: Mapping[str, Volume]) -> _Sequence:
    return _Sequence(op, x[n, :, :].value, None if state is None else state[n, :, :].value,
                     [each[:, :, n].value for each in within], weights)


def _recurrent(op: Any, at: At, x: Volume, state: Volume | None = None, *, within: Sequence[Volume],
               **weights: Volume) -> Reference:
    known = {int(n): _sequence(op, int(n), x, state, within, weights) for n in {*at[0].flat}}
    return gathered(known[n].shown(*(0, *place)[-2:]) for n, *place in each(at))


def _steps_within(op: Any, draw: Callable[[int], Any], x: Volume, state: Volume | None = None, *,
                  within: Sequence[Volume], **weights: Volume) -> Iterator[ValuesWithin]:
    """Some units of every layer and direction, of the first sequence of a batch and the last, at all steps."""
    units = draw(op.width)
    for n in sorted({0, x.shape[0] - 1}):
        sequence = _sequence(op, n, x, state, within, weights)
        for layer, direction in product(range(op.layers), range(op.directions)):
            sweep = sequence.sweep(layer, direction)
            near = STEPS[op.kind](sweep, units)
            steps = numpy.arange(len(near.value))[::-1 if direction else 1][:, None]
            wanted = Reference(near.value, partial(getattr, near, "off"), _terms(sweep))
            yield ValuesWithin(f"layer {layer + 1}{', backward' if direction else ''}",
                               (numpy.array(n), steps, units), sweep.outputs[:, units], wanted)


RULES: dict[str, Rule] = dict.fromkeys(STEPS, _recurrent)
WITHIN = dict.fromkeys(STEPS, _steps_within)
COSTLY = ONE_BY_ONE = frozenset(RULES)
