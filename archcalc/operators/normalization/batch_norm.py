"""Batch normalisation."""

from archcalc.operators.normalization._base import Norm
from archcalc.operators.operator import Array, Arrays, Shape, Weight
from archcalc.operators.saved_for_backward import Circumstances
from archcalc.operators.shape_kinds import Undecided


class BatchNorm(Norm):
    """Normalise each channel over the batch; in use, by running statistics.

        input    (n, c, h, w), (n, c, l), (n, c, d, h, w), tokens (n, t, c) or vectors (n, c)
        output   the same
        weight   (c)   bias (c)                             with `affine`
        mean     (c)   variance (c)                         running statistics, not trained

    `epsilon` is added to the variance before it divides. Of an input of two axes that nothing says more of, the first
    is taken for the channels. Source: Ioffe and Szegedy 2015.

    >>> sorted(BatchNorm().weights((1, 64, 56, 56)))
    ['bias', 'mean', 'variance', 'weight']
    """

    kind, traits = "batch_norm", {"running-statistics", "by-channel"}
    keras, pytorch = "BatchNormalization", "BatchNorm2d"
    elsewhere = ("bn", "syncbatchnorm")

    notations = dict.fromkeys(("BN",))

    def weights(self, x: Shape) -> dict[str, Weight]:
        statistic = Weight((x[self.channel_axis(x)],), "buffer")
        return {**Norm.weights(self, x), "mean": statistic, "variance": statistic}

    def takes_signals(self, *inputs: Shape) -> bool:
        """True, too, of an input of the network that nothing decides."""
        x = inputs[0]
        return (isinstance(x, Undecided) and x.decision.is_of_input) or Norm.takes_signals(self, *inputs)

    def means(self, x: Shape) -> int:
        return x[self.channel_axis(x)]

    def own_statistics(self, when: Circumstances) -> bool:
        return when.training

    def forward(self, xp: Arrays, x: Array, mean: Array, variance: Array, weight: Array | None = None,
                bias: Array | None = None) -> Array:
        from archcalc.operators.kernels.normalisation import by_statistics

        return by_statistics(xp, x, self.channel_axis(x.shape), mean, variance, weight, bias, self.epsilon)

    def channel_factors(self, xp: Arrays, mean: Array, variance: Array, weight: Array | None = None,
                        bias: Array | None = None) -> tuple[Array, Array]:
        from archcalc.operators.kernels.normalisation import folded

        return folded(xp, mean, variance, weight, bias, self.epsilon)
