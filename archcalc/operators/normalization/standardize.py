"""Data less its mean, divided by its deviation."""

from math import prod

from archcalc.base.errors import Refused
from archcalc.operators.attributes import Flag, Reals
from archcalc.operators.kernels.normalisation import along
from archcalc.operators.operator import Array, Arrays, Cost, Op, Shape, Weight
from archcalc.operators.saved_for_backward import NOTHING
from archcalc.operators.shapes import written

LEAST_VARIANCE = 1e-14
"""What a variance is at least: Keras's epsilon, 1e-7, squared."""


class Standardize(Op):
    """Each channel less its mean, divided by its deviation, both of which were found in data and do not train.

        input    (n, c, h, w), (n, c, l), (n, c, d, h, w), (n, t, c) or (n, c)
        output   the same
        mean     (c)   variance (c)                         not trained, where `means` are not given
        count    (1)                                        not trained, with `counter`: of how much data they are
        y = (x - mean) / sqrt(variance)

    `means` and `variances` are numbers, one for each channel, which are then no arrays of the network's.
    Source: Keras's Normalization layer.

    >>> sorted(Standardize().weights((1, 3, 224, 224)))
    ['mean', 'variance']
    """

    kind, traits = "standardize", {"norm", "by-channel"}
    keras = "Normalization"
    keeps = NOTHING

    means: Reals = ()
    variances: Reals = ()
    counter: Flag = False

    def torch_functions(self, x: Shape) -> tuple[str, ...]:
        return "subtract", "divide"

    def output(self, x: Shape) -> Shape:
        channels = x[self.channel_axis(x)]
        if len(self.means) != len(self.variances) or (self.means and len(self.means) != channels):
            raise Refused("shape", f"standardize has {len(self.means)} means and {len(self.variances)} variances, and "
                                   f"{written(x)} has {channels} channels", hint="one of each for each channel")
        return x

    def weights(self, x: Shape) -> dict[str, Weight]:
        if self.means:
            return {}
        found = dict.fromkeys(("mean", "variance"), Weight((x[self.channel_axis(x)],), "buffer"))
        return found | ({"count": Weight((1,), "buffer")} if self.counter else {})

    def cost(self, output: Shape, x: Shape) -> Cost:
        return Cost(adds=prod(output), divides=prod(output))

    def forward(self, xp: Arrays, x: Array, mean: Array | None = None, variance: Array | None = None,
                count: Array | None = None) -> Array:
        means = xp.asarray(self.means, dtype=x.dtype) if mean is None else mean
        variances = xp.asarray(self.variances, dtype=x.dtype) if variance is None else variance
        axis = self.channel_axis(x.shape)
        return (x - along(x, means, axis)) / xp.sqrt(xp.clip(along(x, variances, axis), LEAST_VARIANCE, float("inf")))
