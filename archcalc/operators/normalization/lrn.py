"""Local response normalisation."""

from math import prod

from archcalc.operators.attributes import Positive, Real
from archcalc.operators.operator import Array, Arrays, Cost, Op, Shape
from archcalc.operators.reading import Along, Reads, pattern
from archcalc.operators.saved_for_backward import Circumstances, Saved
from archcalc.operators.shapes import spatial


class Lrn(Op):
    """Divide each value by a power of the squares of `size` neighbouring channels.

        input    (n, c, h, w), (n, c, l) or (n, c, d, h, w)
        output   the same
        y = x / (k + alpha/size * sum of the squares)^beta
        per value: size squares added, one power, two divisions

    `alpha`, `beta` and `k` are PyTorch's. The paper has k = 2, and its alpha = 1e-4 is not divided by the size, so that
    it is 5e-4 here. No parameters. Source: Krizhevsky et al. 2012, section 3.3.

    >>> Lrn().output((1, 96, 27, 27))
    (1, 96, 27, 27)
    """

    kind, traits = "lrn", {"held", "own-volume", "by-channel"}
    elsewhere = ("crossmaplrn",)
    drawn_as = "norm"
    stem = "norm"
    pytorch = "LocalResponseNorm"

    notations = dict.fromkeys(("NORM", "LRN"))

    size: Positive = 5
    alpha: Real = 1e-4
    beta: Real = 0.75
    k: Real = 1.0

    def torch_functions(self, x: Shape) -> tuple[str, ...]:
        return "avg_pool3d", "pow"

    def output(self, x: Shape) -> Shape:
        return spatial("lrn", x)

    def cost(self, output: Shape, x: Shape) -> Cost:
        values = prod(output)
        return Cost(adds=self.size * values, divides=2 * values, exponentials=values)

    def saved(self, when: Circumstances, output: Shape, x: Shape) -> Saved:
        """The squares, padded along the channels, their weighted sums, and the divisors."""
        n, c, *sizes = x
        return Saved(parts=n * (c + self.size - 1) * prod(sizes) + 2 * prod(output))

    def reads(self, output: Shape, x: Shape) -> tuple[Reads, ...]:
        return ((Along(0), Along(1, pattern(-(self.size // 2), self.size)), *map(Along, range(2, len(x)))),)

    def forward(self, xp: Arrays, x: Array) -> Array:
        from archcalc.operators.kernels.local_response import normalised

        return normalised(xp, x, self.size, self.alpha / self.size, self.beta, self.k)

    def summary(self, x: Shape) -> str:
        return "Normalization layer"

    def notation(self, x: Shape) -> str:
        return "NORM"
