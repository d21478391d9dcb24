"""Steps of a rank at which devices exchange volumes, as layers of its network."""

from archcalc.base.named_tuples import NamedTuple
from archcalc.operators.attributes import Positive
from archcalc.operators.operator import Op, Shape
from archcalc.operators.saved_for_backward import NOTHING


class Gathered(Op, registered=False):
    """All tokens out of every rank's share. What a layer keeps of it is the share; they are gathered once more."""

    kind, traits = "gathered", {"view"}
    keeps = NOTHING

    ranks: Positive

    def output(self, x: Shape) -> Shape:
        return x[0], x[1] * self.ranks, *x[2:]


class Scattered(Op, registered=False):
    """A rank's share of tokens, of what all ranks have added up."""

    kind = "scattered"
    keeps = NOTHING

    ranks: Positive

    def output(self, x: Shape) -> Shape:
        return x[0], x[1] // self.ranks, *x[2:]


class Exchange(NamedTuple):
    """What ranks exchange in a step around a layer, and the values that each sends, as a ring has it.

    All-reduce sends 2 (t - 1) / t of a volume from each of t ranks, all-gather and reduce-scatter half of that each.
    """

    layer: str
    how: str
    forward: int
    backward: int


def all_reduced(layer: str, values: int, ranks: int, *, forward: bool) -> Exchange:
    """A volume that is summed over the ranks, on the way forward, or its gradient on the way back."""
    sent = 2 * (ranks - 1) * values // ranks
    return Exchange(layer, "all-reduce", sent if forward else 0, 0 if forward else sent)


def gathered(layer: str, values: int, ranks: int) -> Exchange:
    """Tokens gathered; on the way back once more for the gradient of weights, and their gradient is scattered."""
    sent = (ranks - 1) * values // ranks
    return Exchange(layer, "all-gather", sent, 2 * sent)


def scattered(layer: str, values: int, ranks: int) -> Exchange:
    """Partial sums added up, of which each rank has its tokens; on the way back the gradients are gathered."""
    sent = (ranks - 1) * values // ranks
    return Exchange(layer, "reduce-scatter", sent, sent)


def routed(layer: str, values: int, ranks: int) -> Exchange:
    """Tokens sent to their experts and back, as many to each rank, and their gradients the same way."""
    sent = 2 * (ranks - 1) * values // ranks
    return Exchange(layer, "all-to-all", sent, sent)
