"""The base of recurrent layers: one step for every token, in layers one upon another, forward and backward."""

from collections.abc import Iterator, Mapping, Sequence
from math import prod
from typing import Any, ClassVar

from archcalc.base.errors import Refused
from archcalc.base.named_tuples import NamedTuple
from archcalc.operators.attributes import Flag, OneOrTwo, Positive, Rate, SequenceOutput
from archcalc.operators.kernels.recurrence import Cell, CellWeights, by_direction, recur
from archcalc.operators.operator import Array, Arrays, Cost, Op, Shape, Weight
from archcalc.operators.reading import ALL, UNKNOWN, Along, Reads
from archcalc.operators.saved_for_backward import Circumstances, Saved, for_weights_alone
from archcalc.operators.shapes import tokens, written
from archcalc.operators.witness import hand_over

MOST_LAYERS = 256
"""So many layers may stand in one operator; each has weights with names of their own."""


class LayerDirection(NamedTuple):
    """One layer in one direction: the number of features that it reads, and the end of its weights' names."""

    features: int
    suffix: str


def both_directions(said: Mapping[str, Any], x: Shape | None) -> dict[str, Any]:
    """What BILSTM-200 leaves unsaid."""
    return {"bidirectional": True}


class Recurrent(Op):
    """`units` values for every token, from the token and the `units` values of the token before.

    `layers` stand one upon another, each reading what the one below gives. With `bidirectional` each goes through the
    tokens twice, from the first to the last and back, with weights of its own, and both results lie side by side.
    With `bias` every sum has `biases`: 2, one for the token and one for the state, as in PyTorch, or 1, as in Keras.
    `output` is the `sequence` of all tokens; or the `last` values, where each direction of the last layer ends; or the
    `state` of every layer and direction (forward before backward), from which a layer with `state: NAME` starts; or
    `all`, the sequence and then the state in one row. In training, `dropout` is the share of the values between two
    layers that are set to zero, as in PyTorch; in use, it changes nothing.
    """

    traits = {"recurrent"}
    reads_also = "state"
    inputs: ClassVar[tuple[int, int | None]] = (1, 2)
    gates: ClassVar[int] = 1
    """The sums of each unit: as many as it has gates, and what they let through."""
    each: ClassVar[Cost] = Cost()
    """What a unit costs in a step besides the products with weights."""
    kept: ClassVar[int] = 1
    """The values that training keeps of a unit in a step, where its weights do not learn."""
    needs = for_weights_alone

    units: Positive
    layers: Positive = 1
    bidirectional: Flag = False
    bias: Flag = True
    biases: OneOrTwo = 2
    output_: SequenceOutput = "sequence"
    dropout: Rate = 0.0

    @property
    def directions(self) -> int:
        """1, or 2 where it goes back as well."""
        return 2 if self.bidirectional else 1

    @property
    def width(self) -> int:
        """The values that one direction gives for a token."""
        return self.units

    @property
    def state_width(self) -> int:
        """The values that one direction of one layer carries from token to token."""
        return self.width

    def in_order(self, features: int) -> Iterator[LayerDirection]:
        """Every layer in every direction, in PyTorch's order and by its names."""
        for layer in range(self.layers):
            for direction in ("", "_reverse")[:self.directions]:
                yield LayerDirection(features, f"l{layer}{direction}")
            features = self.directions * self.width

    def output(self, x: Shape, state: Shape | None = None) -> Shape:
        n, t, _ = self._tokens(x)
        whole = (n, self.layers * self.directions, self.state_width)
        if state is not None and state != whole:
            raise Refused("shape", f"{self.kind} starts from a state of {written(whole)} (layers and directions x "
                                   f"features), found {written(state)}",
                          hint=f"{self.kind} with output: state, as many units, layers and directions gives one")
        across = self.directions * self.width
        return {"sequence": (n, t, across), "last": (n, across), "state": whole,
                "all": (n, t * across + whole[1] * whole[2])}[self.output_]

    def _tokens(self, x: Shape) -> Shape:
        if self.layers > MOST_LAYERS:
            raise Refused("too-large", f"{self.kind} has {MOST_LAYERS} layers at most, found {self.layers}",
                          hint="repeat makes the same step many times")
        if self.dropout and self.layers == 1:
            raise Refused("dropout", f"{self.kind}: dropout stands between layers, and there is one",
                          hint="layers: 2, or a step dropout behind it")
        return tokens(self.kind, x)

    def weights(self, x: Shape, state: Shape | None = None) -> dict[str, Weight]:
        return {f"{part}_{suffix}": weight for features, suffix in self.in_order(x[2])
                for part, weight in self.weights_of(features).items()}

    def weights_of(self, features: int) -> dict[str, Weight]:
        """The arrays of one direction of one layer, by PyTorch's names without their ends."""
        rows = self.gates * self.units
        biases = ("bias_ih", "bias_hh")[:self.biases if self.bias else 0]
        return {"weight_ih": Weight((rows, features)), "weight_hh": Weight((rows, self.width)),
                **dict.fromkeys(biases, Weight((rows,), "bias"))}

    def cost(self, output: Shape, x: Shape, state: Shape | None = None) -> Cost:
        n, t, features = x
        macs = t * sum(self.macs_of_a_step(each.features) for each in self.in_order(features))
        steps = n * t * self.layers * self.directions
        beside = Cost(*(steps * self.units * count for count in self.each))
        biases = self.biases if self.bias else 0
        return beside._replace(macs=n * macs, adds=beside.adds + steps * biases * (self.gates * self.units))

    def macs_of_a_step(self, features: int) -> int:
        """The products of one token in one direction of one layer."""
        return self.gates * self.units * (features + self.width)

    def saved(self, when: Circumstances, output: Shape, x: Shape, state: Shape | None = None) -> Saved:
        """Gates, states and sums of every step; what further layers read; the input anew for the way back.

        As PyTorch composes it; oneDNN's and cuDNN's own operators keep a workspace instead.
        """
        n, t, _ = x
        runs = n * self.layers * self.directions
        kept = runs * t * self.kept * self.units
        if when.trained:
            kept += runs * self.kept_to_learn(t) + n * t * (self.layers - 1) * self.directions * self.width
            kept += prod(x) if self.bidirectional and n > 1 else 0
        between = n * t * (self.layers - 1) * self.directions * self.width
        return Saved(parts=kept, masks=between if self.dropout and when.training else 0)

    def kept_to_learn(self, t: int) -> int:
        """The values that one direction keeps of `t` steps for the gradients of its weights: its outputs."""
        return t * self.width

    def gradients_inside(self, output: Shape, x: Shape, state: Shape | None = None) -> int:
        """Of the sums of one direction, step by step and put together; the output's own is let go before."""
        n, t, _ = x
        return n * t * self.units * (2 * self.gates - 1)

    def reads(self, output: Shape, x: Shape, state: Shape | None = None) -> tuple[Reads, ...]:
        everything = self.bidirectional or self.output_ != "sequence"
        of_input = (Along(0), ALL if everything else UNKNOWN, ALL)
        return (of_input,) if state is None else (of_input, (Along(0), UNKNOWN, UNKNOWN))

    def forward(self, xp: Arrays, *xs: Array, **weights: Array) -> Array:
        return self.through(xp, self.cells(xp, weights, xs[0].shape[2]), *xs)

    def cells(self, xp: Arrays, weights: Mapping[str, Array], features: int) -> list[list[Cell]]:
        """The directions of every layer, their weights laid out."""
        found = by_direction(weights)
        cells = [self.cell(xp, found[each.suffix]) for each in self.in_order(features)]
        return [cells[first:first + self.directions] for first in range(0, len(cells), self.directions)]

    def through(self, xp: Arrays, cells: Sequence[Sequence[Cell]], x: Array, state: Array | None = None) -> Array:
        """The output of these cells."""
        sequences, ends = recur(xp, x, cells, state)
        hand_over(sequences)
        sequence = sequences[-1].transpose(2, 0, 1)
        if self.output_ == "sequence":
            return sequence
        if self.output_ == "last":
            return xp.concatenate([end[:, :self.width] for end in ends[-self.directions:]], axis=1)
        return xp.stack(ends, axis=1) if self.output_ == "state" else \
            xp.concatenate([xp.ascontiguousarray(sequence).reshape(x.shape[0], -1), *ends], axis=1)

    def cell(self, xp: Arrays, weights: CellWeights) -> Cell:
        """One direction of one layer, ready to run."""
        raise NotImplementedError

    def summary(self, x: Shape, state: Shape | None = None) -> str:
        parts = [f"{self.units} units", f"{self.layers} layers" if self.layers > 1 else "",
                 "both directions" if self.bidirectional else "", self.own_summary(),
                 f"dropout {self.dropout:g} between" if self.dropout else "",
                 {"sequence": "", "last": "the last values", "state": "its state",
                  "all": "the sequence and its state"}[self.output_],
                 "from a given state" if state is not None else ""]
        return ", ".join(filter(None, parts))

    def own_summary(self) -> str:
        """What an operator of the family adds to the summary."""
        return ""

    def notation(self, x: Shape, state: Shape | None = None) -> str:
        times = f"{self.layers}x " if self.layers > 1 else ""
        return f"{times}{'BI' if self.bidirectional else ''}{self.kind.upper()}-{self.units}"

