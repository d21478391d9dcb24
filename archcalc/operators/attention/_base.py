"""The base of operators on tokens: the shape they ask for, and the matrices, heads and products of an attention."""

from collections.abc import Mapping

from archcalc.base.errors import Refused
from archcalc.operators.attributes import Positive
from archcalc.operators.matrices import Matrix
from archcalc.operators.operator import Cost, Op, Weight
from archcalc.operators.shapes import largest_divisor


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
