"""Self-attention with several heads."""

from math import prod

from archcalc.operators.attention._base import SelfAttention, tokens
from archcalc.operators.kernels.attention import Matrices, attend
from archcalc.operators.operator import Array, Arrays, Cost, Shape, Weight
from archcalc.operators.reading import Reads, mixed
from archcalc.operators.saved_for_backward import Circumstances, Saved, for_weights_alone


class Attention(SelfAttention):
    """Every token looks at all tokens, in `heads` ways at once, and takes from each what concerns it.

        input      (n, t, d)
        output     the same
        qkv        (3d, d)   qkv_bias (3d)                  queries, keys, values; the biases with `bias`
        proj       (d, d)    proj_bias (d)                  joins the heads
        macs       t * d * 3d + t * d * d + 2 * t * t * d

    Of the 3d features the first d are queries, then keys, then values; in each d the heads lie side by side. One head
    gives softmax(q k^T / sqrt(d/heads)) v. The last term of the macs are these two products, of all heads together.
    Source: Vaswani et al. 2017, section 3.2; Dosovitskiy et al. 2020, appendix A.

    >>> op = Attention(heads=12, bias=True)
    >>> op.cost(op.output((1, 197, 768)), (1, 197, 768)).macs
    524391936
    """

    kind = "attention"
    keras, pytorch = "MultiHeadAttention", "MultiheadAttention"
    elsewhere = ("mha", "multihead", "multiheadattentionforward", "scaleddotproductattention", "selfattention")

    needs = for_weights_alone

    def output(self, x: Shape) -> Shape:
        _, _, d = tokens("attention", x)
        self.divide(d)
        return x

    def weights(self, x: Shape) -> dict[str, Weight]:
        return self.matrices(x[2])

    def cost(self, output: Shape, x: Shape) -> Cost:
        n, t, d = x
        return self.products(n * t, t, d)

    def saved(self, when: Circumstances, output: Shape, x: Shape) -> Saved:
        """Queries, keys, values, what is mixed of them, and a sum for each row of scores, which are not kept."""
        n, t, _ = x
        return Saved(parts=4 * prod(x), statistics=n * t * self.heads)

    def gradients_inside(self, output: Shape, x: Shape) -> int:
        """Of the mixtures; of queries, keys and values, each thrice."""
        return (1 + 3 * 3) * prod(output)

    def reads(self, output: Shape, x: Shape) -> tuple[Reads, ...]:
        return (mixed(x, (1, 2)),)

    def forward(self, xp: Arrays, x: Array, qkv: Array, proj: Array, qkv_bias: Array | None = None,
                proj_bias: Array | None = None) -> Array:
        return attend(xp, x, self.heads, Matrices(qkv, qkv_bias, proj, proj_bias))

    def summary(self, x: Shape) -> str:
        return f"{self.heads} heads over {x[1]} tokens"
