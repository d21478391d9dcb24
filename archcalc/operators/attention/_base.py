"""The base of operators on tokens: the shape they ask for, and the matrices, heads and products of an attention."""

from archcalc.base.errors import Refused
from archcalc.operators.attributes import Flag, Positive
from archcalc.operators.operator import Cost, Op, Shape, Weight
from archcalc.operators.shapes import largest_divisor, written


def tokens(kind: str, shape: Shape) -> Shape:
    """The shape, if it is (n, t, d)."""
    if len(shape) != 3:
        raise Refused("shape", f"{kind} takes tokens (tokens x features), found {written(shape)}, "
                               f"{'a volume' if len(shape) == 4 else 'a vector'}",
                      hint="put to_tokens before it" if len(shape) == 4 else "")
    return shape


class SelfAttention(Op):
    """Queries, keys and values from one matrix; each of the `heads` has its share of their features."""

    traits = {"attention"}

    heads: Positive
    bias: Flag = True

    def divide(self, features: int) -> None:
        """Refuse unless the heads share the features equally."""
        if features % self.heads:
            near = largest_divisor(features, self.heads)
            raise Refused("heads", f"{self.kind}: {features} features do not divide among {self.heads} heads",
                          hint=f"{near} heads would do" if near > 1 else "only one head would do")

    def matrices(self, features: int) -> dict[str, Weight]:
        """Queries, keys and values one under another in `qkv`; what joins the heads in `proj`."""
        weights = {"qkv": Weight((3 * features, features)), "qkv_bias": Weight((3 * features,), "bias"),
                   "proj": Weight((features, features)), "proj_bias": Weight((features,), "bias")}
        return {name: weight for name, weight in weights.items() if self.bias or weight.role == "weight"}

    def products(self, count: int, seen: int, features: int) -> Cost:
        """The cost of `count` tokens, of which each looks at `seen`; the heads together are as wide as the features."""
        scores = count * seen * self.heads
        paired = 2 * (count * seen * features)
        macs = count * (features * (3 * features)) + count * (features * features) + paired
        return Cost(macs=macs, adds=scores + (count * (4 * features) if self.bias else 0), divides=2 * scores,
                    exponentials=scores, paired=paired)
