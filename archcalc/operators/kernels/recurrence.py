"""Recurrent layers: what all tokens add to the sums at once, then step by step what the state adds.

Within, sequences lie side by side as columns: a step is a matrix times (features, n), whose gates are rows in one
piece; one sequence is a vector, which NumPy takes up faster than a column. sigmoid(x) = (1 + tanh(x/2))/2, so that one
hyperbolic tangent serves all gates. Weights are never transposed: that takes longer than a hundred steps.
Source: Hochreiter and Schmidhuber 1997; Cho et al. 2014; gates and their order as PyTorch has them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from archcalc.base.named_tuples import NamedTuple
from archcalc.operators.kernels.activations import relu, tanh
from archcalc.operators.kernels.matrix_product import multiplier, multiply_each, product
from archcalc.operators.operator import Array, Arrays, Shape


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

    def start(self, columns: Shape, carried: Array | None) -> None:
        """Begin so many sequences, (n,) or () for one, with what a state holds besides the output, or with zeros."""
    def go(self, added: Array, outputs: Array, before: Array) -> Array:
        """All steps, from the output before (width, *columns): what each token adds to the sums, where its output goes.

        Gives the last output. Looking up what a step works with would take as long as the work of a small layer.
        """
    def carried(self) -> tuple[Array, ...]:
        """What the state holds besides the output."""


def by_direction(weights: Mapping[str, Array]) -> dict[str, CellWeights]:
    """The weights by the end of their names: weight_ih_l0_reverse is of l0_reverse."""
    found: dict[str, dict[str, Array]] = {}
    for name, array in weights.items():
        part, _, number = name.rpartition("_l")
        found.setdefault(f"l{number}", {})[part] = array
    return {suffix: CellWeights(**parts) for suffix, parts in found.items()}


def recur(xp: Arrays, x: Array, layers: Sequence[Sequence[Cell]],
          state: Array | None) -> tuple[list[Array], list[Array]]:
    """(n, t, d) to what every layer gives, (t, features, n), and the state (n, features) of each direction at its end.

    All layers' sequences are kept to the end: whoever proves the last one has to know what it read.
    """
    n, t, _ = x.shape
    tokens, sequences, ends = xp.ascontiguousarray(x.transpose(1, 2, 0)), list[Array](), list[Array]()
    for layer in layers:
        y, first = xp.empty((t, sum(cell.width for cell in layer), n), x.dtype), 0
        for direction, cell in enumerate(layer):
            begin = None if state is None else state[:, len(ends)].transpose(1, 0)
            out = y[:, first:first + cell.width]
            end = _swept(xp, cell, tokens, begin, out, backward=direction == 1)
            ends.append(xp.ascontiguousarray(end.transpose(1, 0)))
            first += cell.width
        tokens = y
        sequences.append(y)
    return sequences, ends


def _swept(xp: Arrays, cell: Cell, tokens: Array, begin: Array | None, out: Array, *, backward: bool) -> Array:
    """Go through the tokens (t, d, n) once; the state at the end."""
    t, _, n = tokens.shape
    columns = () if n == 1 else (n,)
    begin = xp.zeros((cell.width, *columns), tokens.dtype) if begin is None else begin.reshape(-1, *columns)
    sums = _of_tokens(xp, cell, tokens).reshape(t, -1, *columns)
    cell.start(columns, begin[cell.width:] if len(begin) > cell.width else None)
    # of arrays without values a few steps are enough: all hold as much
    places = slice(None, None, -1 if backward else 1)
    some = slice(getattr(xp, "rounds", t))
    before = cell.go(sums[places][some], (out[..., 0] if n == 1 else out)[places][some], begin[:cell.width])
    return xp.concatenate([before, *cell.carried()], axis=0).reshape(-1, n)


def _of_tokens(xp: Arrays, cell: Cell, tokens: Array) -> Array:
    """What tokens (t, d, n) add to the sums of every step; of one sequence, as one product."""
    t, d, n = tokens.shape
    if n == 1:
        return product(tokens.reshape(t, d), cell.matrix, cell.bias)
    sums = multiply_each(xp, cell.matrix, tokens)
    if cell.bias is not None:
        sums += _columns(xp, cell.bias, (n,))
    return sums


def _columns(xp: Arrays, values: Array, columns: Shape) -> Array:
    """A value for each row, as columns in one piece: to repeat it while adding takes several times as long."""
    return xp.ascontiguousarray(xp.broadcast_to(values.reshape(-1, *(1,) * len(columns)), (values.shape[0], *columns)))


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

    def start(self, columns: Shape, carried: Array | None) -> None:
        self.sums = self.xp.empty((self.width, *columns), self.matrix.dtype)
        self.multiply = multiplier(self.xp, self.recurrent, self.sums)

    def go(self, added: Array, outputs: Array, before: Array) -> Array:
        xp, multiply, mine, function = self.xp, self.multiply, self.sums, self.function
        for sums, out in zip(added, outputs, strict=True):
            multiply(before)
            mine += sums
            before = function(xp, mine, out)
        return before

    def carried(self) -> tuple[Array, ...]:
        return ()


class LstmCell:
    """i, f, o = sigmoid(...), g = tanh(...), c' = f c + i g, h' = o tanh(c'), projected where a matrix says so.

    The weights of i, f and o are halved beforehand, for hyperbolic tangents. In one array lie o, i, f, g and c, so
    that the first three are one sigmoid, and i g and f c one product. A step leaves the sigmoids doubled: it halves c',
    and all steps together h', for which the weights that meet it are halved once more.
    """

    def __init__(self, xp: Arrays, weights: CellWeights) -> None:
        self.xp, self.units = xp, weights.weight_hh.shape[0] // 4
        self.half, self.one = (xp.full((), value, weights.weight_hh.dtype) for value in (0.5, 1))  # made arrays once
        self.width, self.projection = weights.weight_hh.shape[1], weights.weight_hr
        bias = _sum_of(weights.bias_ih, weights.bias_hh)
        self.matrix, self.recurrent = self._laid_out(weights.weight_ih), self._laid_out(weights.weight_hh, self.half)
        self.bias = None if bias is None else self._laid_out(bias)

    def start(self, columns: Shape, carried: Array | None) -> None:
        u, dtype = self.units, self.matrix.dtype
        held = self.xp.zeros((5 * u, *columns), dtype)
        self.gates, self.sigmoids, self.opened, self.weights = held[:4 * u], held[:3 * u], held[:u], held[u:3 * u]
        self.weighed, self.new, self.c = held[3 * u:], held[3 * u:4 * u], held[4 * u:]
        if carried is not None:
            self.c[...] = carried
        self.shown = self.xp.empty((u, *columns), dtype)
        self.multiply = multiplier(self.xp, self.recurrent, self.gates)

    def _laid_out(self, rows: Array, times: Array | None = None) -> Array:
        """The rows of i, f, g and o as those of o, i and f, halved, and g; all times a number."""
        u, y, times = self.units, self.xp.empty(rows.shape, rows.dtype), self.one if times is None else times
        half = self.half * times
        self.xp.multiply(rows[3 * u:], half, out=y[:u])
        self.xp.multiply(rows[:2 * u], half, out=y[u:3 * u])
        self.xp.multiply(rows[2 * u:3 * u], times, out=y[3 * u:])
        return y

    def go(self, added: Array, outputs: Array, before: Array) -> Array:
        gates, sigmoids, opened, weights = self.gates, self.sigmoids, self.opened, self.weights
        weighed, new, c, shown, half, one = self.weighed, self.new, self.c, self.shown, self.half, self.one
        multiply, tanh = self.multiply, self.xp.tanh
        show = self.xp.multiply if self.projection is None else self._projected
        before = before + before
        for sums, out in zip(added, outputs, strict=True):
            multiply(before)
            gates += sums
            tanh(gates, out=gates)
            sigmoids += one
            weighed *= weights
            c += new
            c *= half
            tanh(c, out=shown)
            before = show(shown, opened, out=out)
        outputs *= half
        return before

    def _projected(self, shown: Array, opened: Array, out: Array) -> Array:
        """The projection of what shows of a cell."""
        shown *= opened
        return self.xp.matmul(self.projection, shown, out=out)

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
        return added, of_state[2 * self.width:]

    def start(self, columns: Shape, carried: Array | None) -> None:
        u, self.sums = self.width, self.xp.empty((3 * self.width, *columns), self.matrix.dtype)
        self.gates, self.new = self.sums[:2 * u], self.sums[2 * u:]
        self.reset, self.update = self.sums[:u], self.sums[u:2 * u]
        self.inner_columns = None if self.inner is None else _columns(self.xp, self.inner, columns)
        self.half = self.xp.full((), 0.5, self.matrix.dtype)  # a number would be made an array at every step
        rows = 2 * u if self.before else 3 * u
        self.multiply = multiplier(self.xp, self.recurrent[:rows], self.sums[:rows])
        self.multiply_new = multiplier(self.xp, self.recurrent[rows:], self.new) if self.before else None

    def go(self, added: Array, outputs: Array, before: Array) -> Array:
        xp, u, gates, new, reset, update = self.xp, self.width, self.gates, self.new, self.reset, self.update
        multiply, multiply_new, half, inner = self.multiply, self.multiply_new, self.half, self.inner_columns
        for sums, out in zip(added, outputs, strict=True):
            multiply(before)
            gates += sums[:2 * u]
            gates *= half
            xp.tanh(gates, out=gates)
            gates *= half
            gates += half
            if multiply_new is not None:
                reset *= before
                multiply_new(reset)
            else:
                if inner is not None:
                    new += inner
                new *= reset
            new += sums[2 * u:]
            xp.tanh(new, out=new)
            before = xp.subtract(before, new, out=out)
            before *= update
            before += new
        return before

    def carried(self) -> tuple[Array, ...]:
        return ()
