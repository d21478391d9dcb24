"""Recurrent layers: what tokens add to the sums as one matrix product, then step by step what the state adds.

sigmoid(x) = (1 + tanh(x/2))/2, so that one hyperbolic tangent serves all gates: the rows of sigmoids are halved, which
is exact, when the weights are laid out.
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

    def start(self, n: int, carried: Array | None) -> None:
        """Begin `n` sequences, with what a state holds besides the output, or with zeros."""
    def given(self, tokens: Array) -> Array:
        """What tokens (m, d) add to the sums of every step."""
    def step(self, sums: Array, before: Array, out: Array) -> None:
        """One step: from the sums, which are written over, and the output before (n, width), the output."""
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
    tokens, ends = xp.ascontiguousarray(x.transpose(1, 0, 2)), list[Array]()
    for layer in layers:
        y, first = xp.empty((t, n, sum(cell.width for cell in layer)), x.dtype), 0
        for direction, cell in enumerate(layer):
            begin, out = None if state is None else state[:, len(ends)], y[:, :, first:first + cell.width]
            ends.append(_swept(xp, cell, tokens, begin, out, backward=direction == 1))
            first += cell.width
        tokens = y
    return tokens.transpose(1, 0, 2), ends


def _swept(xp: Arrays, cell: Cell, tokens: Array, begin: Array | None, out: Array, *, backward: bool) -> Array:
    """Go through the tokens (t, n, d) once; the state at the end."""
    t, n, d = tokens.shape
    before = xp.zeros((n, cell.width), tokens.dtype) if begin is None else begin[:, :cell.width]
    cell.start(n, None if begin is None else begin[:, cell.width:])
    sums = cell.given(tokens.reshape(t * n, d))
    sums = sums.reshape(t, n, sums.shape[1])
    # of arrays without values a few steps are enough: all hold as much
    for place in (range(t)[::-1] if backward else range(t))[:getattr(xp, "rounds", t)]:
        cell.step(sums[place], before, out[place])
        before = out[place]
    return xp.concatenate([before, *cell.carried()], axis=1)


def _sum_of(first: Array | None, second: Array | None) -> Array | None:
    if first is None or second is None:
        return first if second is None else second
    return first + second


def _opened(xp: Arrays, gates: Array) -> None:
    """Sums that were halved, written over by their sigmoids."""
    xp.tanh(gates, out=gates)
    gates *= 0.5
    gates += 0.5


class RnnCell:
    """h' = activation(W x + U h + b)."""

    def __init__(self, xp: Arrays, weights: CellWeights, activation: str) -> None:
        self.xp, self.function = xp, {"tanh": tanh, "relu": relu}[activation]
        self.matrix, self.recurrent = weights.weight_ih, weights.weight_hh.transpose(1, 0)
        self.bias = _sum_of(weights.bias_ih, weights.bias_hh)
        self.width = weights.weight_hh.shape[1]

    def start(self, n: int, carried: Array | None) -> None:
        self.scratch = self.xp.empty((n, self.width), self.matrix.dtype)

    def given(self, tokens: Array) -> Array:
        return product(tokens, self.matrix, self.bias)

    def step(self, sums: Array, before: Array, out: Array) -> None:
        sums += self.xp.matmul(before, self.recurrent, out=self.scratch)
        self.function(self.xp, sums, out)

    def carried(self) -> tuple[Array, ...]:
        return ()


class LstmCell:
    """i, f, o = sigmoid(...), g = tanh(...), c' = f c + i g, h' = o tanh(c'), projected where there is a matrix for it.

    Laid out as input, forget and output gates, then the cell's.
    """

    def __init__(self, xp: Arrays, weights: CellWeights) -> None:
        self.xp, self.units = xp, weights.weight_hh.shape[0] // 4
        self.width = weights.weight_hh.shape[1]
        self.matrix, self.recurrent = self.laid_out(weights.weight_ih), self.laid_out(weights.weight_hh).transpose(1, 0)
        bias = _sum_of(weights.bias_ih, weights.bias_hh)
        self.bias = None if bias is None else self.laid_out(bias)
        self.projection = None if weights.weight_hr is None else weights.weight_hr.transpose(1, 0)

    def laid_out(self, rows: Array) -> Array:
        """PyTorch's order, input, forget, cell, output, in that of the steps, the rows of sigmoids halved."""
        u = self.units
        laid = self.xp.concatenate([rows[:2 * u], rows[3 * u:], rows[2 * u:3 * u]], axis=0)
        laid[:3 * u] *= 0.5
        return laid

    def start(self, n: int, carried: Array | None) -> None:
        self.c = self.xp.zeros((n, self.units), self.matrix.dtype)
        if carried is not None:
            self.c[...] = carried
        self.scratch = self.xp.empty((n, 4 * self.units), self.matrix.dtype)

    def given(self, tokens: Array) -> Array:
        return product(tokens, self.matrix, self.bias)

    def step(self, sums: Array, before: Array, out: Array) -> None:
        xp, u, c = self.xp, self.units, self.c
        sums += xp.matmul(before, self.recurrent, out=self.scratch)
        gates, shown = sums[:, :3 * u], sums[:, :u]
        xp.tanh(sums, out=sums)
        gates *= 0.5
        gates += 0.5
        c *= sums[:, u:2 * u]
        shown *= sums[:, 3 * u:]
        c += shown
        xp.tanh(c, out=shown)
        if self.projection is None:
            xp.multiply(shown, sums[:, 2 * u:3 * u], out=out)
            return
        shown *= sums[:, 2 * u:3 * u]
        out[...] = shown @ self.projection

    def carried(self) -> tuple[Array, ...]:
        return (self.c,)


class GruCell:
    """r, z = sigmoid(...), n = tanh(W x + b + r (U h + b')), h' = (1 - z) n + z h.

    With a reset before the product, n = tanh(W x + b + U (r h) + b').
    """

    def __init__(self, xp: Arrays, weights: CellWeights, reset: str) -> None:
        self.xp, self.width, self.before = xp, weights.weight_hh.shape[1], reset == "before"
        self.matrix, recurrent = self.halved(weights.weight_ih), self.halved(weights.weight_hh)
        self.recurrent = recurrent.transpose(1, 0)
        self.gating, self.renewing = (rows.transpose(1, 0) for rows in (recurrent[:2 * self.width],
                                                                        recurrent[2 * self.width:]))
        self.bias, self.inner = self.biases(weights.bias_ih, weights.bias_hh)

    def halved(self, rows: Array) -> Array:
        """Reset, update, new; the rows of the two sigmoids halved."""
        laid = rows.copy()
        laid[:2 * self.width] *= 0.5
        return laid

    def biases(self, of_input: Array | None, of_state: Array | None) -> tuple[Array | None, Array | None]:
        """What is added to all sums, and what is added to U h alone, as a reset after the product wants it."""
        added = _sum_of(of_input, of_state)
        if added is None or of_state is None or of_input is None:
            return None if added is None else self.halved(added), None
        added = self.halved(added)
        if not self.before:
            added[2 * self.width:] = of_input[2 * self.width:]
        return added, None if self.before else of_state[2 * self.width:]

    def start(self, n: int, carried: Array | None) -> None:
        self.scratch = self.xp.empty((n, 3 * self.width), self.matrix.dtype)

    def given(self, tokens: Array) -> Array:
        return product(tokens, self.matrix, self.bias)

    def step(self, sums: Array, before: Array, out: Array) -> None:
        xp, u = self.xp, self.width
        gates, new = sums[:, :2 * u], sums[:, 2 * u:]
        if self.before:
            gates += before @ self.gating
            _opened(xp, gates)
            new += (gates[:, :u] * before) @ self.renewing
        else:
            of_state = xp.matmul(before, self.recurrent, out=self.scratch)
            gates += of_state[:, :2 * u]
            _opened(xp, gates)
            inner = of_state[:, 2 * u:]
            if self.inner is not None:
                inner += self.inner
            inner *= gates[:, :u]
            new += inner
        xp.tanh(new, out=new)
        xp.subtract(before, new, out=out)
        out *= gates[:, u:]
        out += new

    def carried(self) -> tuple[Array, ...]:
        return ()
