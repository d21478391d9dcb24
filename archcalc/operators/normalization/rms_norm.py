"""Normalisation by the root mean square."""

from math import prod

from archcalc.operators.attributes import Real
from archcalc.operators.kernels.normalisation import by_root_mean_square, scaled
from archcalc.operators.normalization._base import Norm
from archcalc.operators.operator import Array, Arrays, Cost, Shape, Weight
from archcalc.operators.reading import Reads, mixed
from archcalc.operators.saved_for_backward import INPUTS, Circumstances, Saved


class RmsNorm(Norm):
    """Divide each token by the root mean square of its features, each place of a volume by that of its channels.

        input    (n, t, d), (n, d), or (n, d, l), (n, d, h, w), (n, d, z, h, w), of which d are channels
        output   the same
        weight   (d)                                        with `affine`

    No mean is taken off and nothing is added. `epsilon` is added to the mean square before it divides; PyTorch's
    default is that of float32, 2^-23. Source: Zhang and Sennrich 2019.

    >>> RmsNorm().weights((1, 2048, 4096))
    {'weight': Weight(shape=(4096,), role='affine')}
    """

    kind = "rms_norm"
    keras, pytorch = "RMSNormalization", "RMSNorm"
    elsewhere = ("rootmeansquarenorm", "t5layernorm", "llamarmsnorm")

    epsilon: Real = 2.0**-23

    def weights(self, x: Shape) -> dict[str, Weight]:
        return {"weight": Weight((x[self.channel_axis(x)],), "affine")} if self.affine else {}

    def cost(self, output: Shape, x: Shape) -> Cost:
        return Cost(divides=prod(output))

    def needs(self, when: Circumstances) -> str:
        return INPUTS

    def saved(self, when: Circumstances, output: Shape, x: Shape) -> Saved:
        """The deviations; composed of elementary operations, as PyTorch has it on a CPU, also what is scaled."""
        scaled_too = not when.fused and self.affine and when.trained
        return Saved(parts=prod(output) if scaled_too else 0, statistics=self.means(x))

    def reads(self, output: Shape, x: Shape) -> tuple[Reads, ...]:
        return (mixed(x, (self.channel_axis(x),)),)

    def forward(self, xp: Arrays, x: Array, weight: Array | None = None) -> Array:
        axis = self.channel_axis(x.shape)
        return scaled(by_root_mean_square(xp, x, axis, self.epsilon), axis, weight, None)
