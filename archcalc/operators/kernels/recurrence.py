"""Recurrent layers: what all tokens add to the sums at once, then step by step what the state adds.

Within, sequences lie side by side as columns: a step is a matrix times (features, n), whose gates are rows in one
piece. sigmoid(x) = (1 + tanh(x/2))/2, so that one hyperbolic tangent serves all gates. Weights are read as they are:
to lay them out anew takes longer than a hundred steps.
Source: Hochreiter and Schmidhuber 1997; Cho et al. 2014; gates and their order as PyTorch has them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from archcalc.base.named_tuples import NamedTuple
from archcalc.operators.kernels.activations import relu, tanh
from archcalc.operators.kernels.matrix_product import product
from archcalc.operators.operator import Array, Arrays


class CellWeights(NamedTuple):
    """The weights of one direction of one layer, as PyTorch calls them."""

    weight_ih: Array
    weight_hh: Array
    bias_ih: Array | None = None
    bias_hh: Array | None = None
    weight_hr: Array | None = None


class Cell(Protocol):
    """One direction of one layer, with its weights laid out; what it carries besides its output is its own."""

    width: int
    matrix: Array
    bias: Array | None

    def start(self, n: int, carried: Array | None) -> None:
        """Begin `n` sequences, with what a state holds besides the output, or with zeros."""
    def step(self, sums: Array, before: Array, out: Array) -> None:
        """One step: from what its token adds to the sums, and the output before (width, n), the output."""
    def carried(self) -> tuple[Array, ...]:
        """What the state holds besides the output."""


def by_direction(weights: Mapping[str, Array]) -> dict[str, CellWeights]:
    """The weights by the end of their names: weight_ih_l0_reverse is of l0_reverse."""
    found: dict[str, dict[str, Array]] = {}
    for name, array in weights.items():
        part, _, number = name.rpartition("_l")
        found.setdefault(f"l{number}", {})[part] = array
    return {suffix: CellWeights(**parts) for suffix, parts in found.items()}


def recur(xp: Arrays, x: Array, layers: Sequence[Sequence[Cell]], state: Array | None) -> tuple[Array, list[Array]]:
    """(n, t, d) to (n, t, features), and the state (n, features) at the end of every layer and direction."""
    n, t, _ = x.shape
    tokens, ends = xp.ascontiguousarray(x.transpose(1, 2, 0)), list[Array]()
    for layer in layers:
        y, first = xp.empty((t, sum(cell.width for cell in layer), n), x.dtype), 0
        for direction, cell in enumerate(layer):
            begin = None if state is None else state[:, len(ends)].transpose(1, 0)
            out = y[:, first:first + cell.width]
            end = _swept(xp, cell, tokens, begin, out, backward=direction == 1)
            ends.append(xp.ascontiguousarray(end.transpose(1, 0)))
            first += cell.width
        tokens = y
    return tokens.transpose(2, 0, 1), ends


def _swept(xp: Arrays, cell: Cell, tokens: Array, begin: Array | None, out: Array, *, backward: bool) -> Array:
    """Go through the tokens (t, d, n) once; the state at the end."""
    t, _, n = tokens.shape
    before = xp.zeros((cell.width, n), tokens.dtype) if begin is None else begin[:cell.width]
    cell.start(n, None if begin is None else begin[cell.width:])
    sums = _of_tokens(cell, tokens)
    # of arrays without values a few steps are enough: all hold as much
    for place in (range(t)[::-1] if backward else range(t))[:getattr(xp, "rounds", t)]:
        cell.step(sums[place], before, out[place])
        before = out[place]
    return xp.concatenate([before, *cell.carried()], axis=0)


def _of_tokens(cell: Cell, tokens: Array) -> Array:
    """What tokens (t, d, n) add to the sums of every step; of one sequence, as one product."""
    t, d, n = tokens.shape
    if n == 1:
        sums = product(tokens.reshape(t, d), cell.matrix, cell.bias)
        return sums.reshape(t, sums.shape[1], 1)
    sums = cell.matrix @ tokens
    if cell.bias is not None:
        sums += cell.bias.reshape(-1, 1)
    return sums


def _sum_of(first: Array | None, second: Array | None) -> Array | None:
    if first is None or second is None:
        return first if second is None else second
    return first + second


class RnnCell:
    """h' = activation(W x + U h + b)."""

    def __init__(self, xp: Arrays, weights: CellWeights, activation: str) -> None:
        self.xp, self.function = xp, {"tanh": tanh, "relu": relu}[activation]
        self.matrix, self.recurrent = weights.weight_ih, weights.weight_hh
        self.bias = _sum_of(weights.bias_ih, weights.bias_hh)
        self.width = weights.weight_hh.shape[1]

    def start(self, n: int, carried: Array | None) -> None:
        self.sums = self.xp.empty((self.width, n), self.matrix.dtype)

    def step(self, sums: Array, before: Array, out: Array) -> None:
        self.xp.matmul(self.recurrent, before, out=self.sums)
        self.sums += sums
        self.function(self.xp, self.sums, out)

    def carried(self) -> tuple[Array, ...]:
        return ()


class LstmCell:
    """i, f, o = sigmoid(...), g = tanh(...), c' = f c + i g, h' = o tanh(c'), projected where a matrix says so."""

    def __init__(self, xp: Arrays, weights: CellWeights) -> None:
        self.xp, self.units = xp, weights.weight_hh.shape[0] // 4
        self.width = weights.weight_hh.shape[1]
        self.matrix, self.recurrent, self.projection = weights.weight_ih, weights.weight_hh, weights.weight_hr
        self.bias = _sum_of(weights.bias_ih, weights.bias_hh)
        self.half = xp.full((4 * self.units, 1), 0.5, self.matrix.dtype)
        self.half[2 * self.units:3 * self.units] = 1
        self.lift = 1 - self.half

    def start(self, n: int, carried: Array | None) -> None:
        self.c = self.xp.zeros((self.units, n), self.matrix.dtype)
        if carried is not None:
            self.c[...] = carried
        u, self.sums = self.units, self.xp.empty((4 * self.units, n), self.matrix.dtype)
        self.shown, self.forget, self.taken, self.opened = (self.sums[first * u:(first + 1) * u] for first in range(4))

    def step(self, sums: Array, before: Array, out: Array) -> None:
        xp, gates, c, shown = self.xp, self.sums, self.c, self.shown
        xp.matmul(self.recurrent, before, out=gates)
        gates += sums
        gates *= self.half
        xp.tanh(gates, out=gates)
        gates *= self.half
        gates += self.lift
        c *= self.forget
        shown *= self.taken
        c += shown
        xp.tanh(c, out=shown)
        if self.projection is None:
            xp.multiply(shown, self.opened, out=out)
        else:
            shown *= self.opened
            xp.matmul(self.projection, shown, out=out)

    def carried(self) -> tuple[Array, ...]:
        return (self.c,)


class GruCell:
    """r, z = sigmoid(...), n = tanh(W x + b + r (U h + b')), h' = (1 - z) n + z h.

    With a reset before the product, n = tanh(W x + b + U (r h) + b').
    """

    def __init__(self, xp: Arrays, weights: CellWeights, reset: str) -> None:
        self.xp, self.width, self.before = xp, weights.weight_hh.shape[1], reset == "before"
        self.matrix, self.recurrent = weights.weight_ih, weights.weight_hh
        self.bias, self.inner = self.biases(weights.bias_ih, weights.bias_hh)

    def biases(self, of_input: Array | None, of_state: Array | None) -> tuple[Array | None, Array | None]:
        """What is added to all sums, and what is added to U h alone, as a reset after the product wants it."""
        added = _sum_of(of_input, of_state)
        if self.before or of_input is None or of_state is None or added is None:
            return added, None
        added[2 * self.width:] = of_input[2 * self.width:]
        return added, of_state[2 * self.width:].reshape(-1, 1)

    def start(self, n: int, carried: Array | None) -> None:
        u, self.sums = self.width, self.xp.empty((3 * self.width, n), self.matrix.dtype)
        self.gates, self.new = self.sums[:2 * u], self.sums[2 * u:]
        self.reset, self.update = self.sums[:u], self.sums[u:2 * u]

    def step(self, sums: Array, before: Array, out: Array) -> None:
        xp, u, gates, new = self.xp, self.width, self.gates, self.new
        if self.before:
            xp.matmul(self.recurrent[:2 * u], before, out=gates)
        else:
            xp.matmul(self.recurrent, before, out=self.sums)
        gates += sums[:2 * u]
        gates *= 0.5
        xp.tanh(gates, out=gates)
        gates *= 0.5
        gates += 0.5
        if self.before:
            xp.matmul(self.recurrent[2 * u:], self.reset * before, out=new)
        else:
            if self.inner is not None:
                new += self.inner
            new *= self.reset
        new += sums[2 * u:]
        xp.tanh(new, out=new)
        xp.subtract(before, new, out=out)
        out *= self.update
        out += new

    def carried(self) -> tuple[Array, ...]:
        return ()
