"""The base of normalisations: subtract a mean, divide by a deviation, then scale and shift."""

from math import prod

from archcalc.operators.attributes import Flag, Real
from archcalc.operators.operator import Cost, Op, Shape, Weight
from archcalc.operators.saved_for_backward import INPUTS, NOTHING, Circumstances, Saved


class Norm(Op):
    """The shape stays; each value is shifted and divided once. `epsilon` keeps the divisor from zero."""

    traits = {"normalises"}
    stem = "norm"

    affine: Flag = True
    epsilon: Real = 1e-5

    def output(self, x: Shape) -> Shape:
        return x

    def weights(self, x: Shape) -> dict[str, Weight]:
        learned = Weight((x[self.channel_axis(x)],), "affine")
        return {"weight": learned, "bias": learned} if self.affine else {}

    def cost(self, output: Shape, x: Shape) -> Cost:
        return Cost(adds=prod(output), divides=prod(output))

    def means(self, x: Shape) -> int:
        """The number of means taken of an input, one for all values normalised together: each place or token."""
        return prod(x) // x[self.channel_axis(x)]

    def own_statistics(self, when: Circumstances) -> bool:
        """True where the mean and the deviation are those of the values themselves."""
        return True

    def needs(self, when: Circumstances) -> str:
        return INPUTS if when.fused else NOTHING

    def saved(self, when: Circumstances, output: Shape, x: Shape) -> Saved:
        """The means and as many deviations, where they are the values' own.

        Composed of elementary operations, a norm saves no mean, but the centred values and, if it scales them, the
        normalised ones, in place of its input.
        """
        own = self.own_statistics(when)
        if when.fused:
            return Saved(statistics=2 * self.means(x) if own else 0)
        return Saved(parts=(own + (self.affine and when.trained)) * prod(output), statistics=self.means(x))
