"""The base of operators on tokens: the shape they ask for, and the matrices, heads and products of an attention."""

from collections.abc import Mapping
from math import prod

from archcalc.base.axis_order import Grouped
from archcalc.base.errors import Refused
from archcalc.operators.attributes import Positive
from archcalc.operators.matrices import Matrix
from archcalc.operators.operator import Cost, Op, Shape, Weight
from archcalc.operators.reading import ALL, MOST_PHASES, UNKNOWN, Along, Taps, pattern
from archcalc.operators.shape_kinds import Undecided
from archcalc.operators.shapes import largest_divisor, tokens


class MultiHeadAttention(Op):
    """Queries, keys and values by weight matrices; each of the `heads` has its share of their features."""

    traits = {"attention"}

    heads: Positive

    def divide(self, features: int) -> None:
        """Refuse unless the heads share the features equally."""
        if features % self.heads:
            near = largest_divisor(features, self.heads)
            raise Refused("heads", f"{self.kind}: {features} features do not divide among {self.heads} heads",
                          hint=f"{near} heads would do" if near > 1 else "only one head would do")

    def is_pytorchs(self, *xs: Shape) -> bool:
        """True where nn.MultiheadAttention is the same, whose gradients are then those of its backward pass."""
        return False

    def learned(self, matrices: Mapping[str, Matrix]) -> dict[str, Weight]:
        """The matrices, (units, inputs), each followed by its bias."""
        weights = {}
        for name, matrix in matrices.items():
            weights[name] = Weight((matrix.units, matrix.inputs))
            if matrix.biased:
                weights[f"{name}_bias"] = Weight((matrix.units,), "bias")
        return weights

    def products(self, matrices: Mapping[str, Matrix], pairs: int, features: int) -> Cost:
        """The cost of matrices, and of so many pairs of tokens; the heads together are as wide as the `features`."""
        scores, paired = pairs * self.heads, 2 * (pairs * features)
        macs = sum(matrix.macs for matrix in matrices.values())
        biases = sum(matrix.rows * matrix.units for matrix in matrices.values() if matrix.biased)
        return Cost(macs=macs + paired, adds=scores + biases, divides=2 * scores, exponentials=scores, paired=paired)


def sequences(kind: str, shape: Shape) -> Shape:
    """The shape, if it is (n, t, d) of tokens, or has more axes, of which the last two are those of tokens."""
    if len(shape) > 3 and isinstance(shape, Undecided):
        raise shape.wanted(Grouped)
    return shape if len(shape) > 3 else tokens(kind, shape)


def flat(shape: Shape) -> Shape:
    """All sequences, of as many tokens, of as many features.

    >>> flat((1, 2, 4, 16, 32))
    (8, 16, 32)
    """
    return shape if len(shape) == 3 else (prod(shape[:-2]), *shape[-2:])


def seen_among(queries: int, keys: int, axis: int, *, causal: bool, window: int) -> Along:
    """The keys that each query sees, which stands on an axis of the output: all, those up to its place, a window."""
    if window:
        before = window - 1 if causal else window // 2
        return Along(axis, pattern(-before, before + 1 if causal else 2 * before + 1))
    if not causal:
        return ALL
    if max(queries, keys) > MOST_PHASES:
        return UNKNOWN
    return Along(axis, Taps(tuple(range(min(place + 1, keys)) for place in range(queries)), queries))
