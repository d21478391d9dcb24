"""Normalisation by the root mean square."""

from math import prod

from archcalc.operators.attributes import Flag, Real
from archcalc.operators.kernels.normalisation import by_root_mean_square, scaled
from archcalc.operators.operator import Array, Arrays, Cost, Op, Shape, Weight
from archcalc.operators.reading import Reads, mixed
from archcalc.operators.saved_for_backward import Circumstances, Saved
from archcalc.operators.shapes import channels_guessed, of_features


class RmsNorm(Op):
    """Divide each token by the root mean square of its features, each place of a volume by that of its channels.

        input    (n, t, d), (n, d), or (n, d, l), (n, d, h, w), (n, d, z, h, w), of which d are channels
        or       (n, g, t, d)                               tokens in groups
        output   the same
        weight   (d)                                        with `affine`

    No mean is taken off and nothing is added. `epsilon` is added to the mean square before it divides; PyTorch's
    default is that of float32, 2^-23. Source: Zhang and Sennrich 2019.

    >>> RmsNorm().weights((1, 2048, 4096))
    {'weight': Weight(shape=(4096,), role='affine')}
    """

    kind, traits = "rms_norm", {"norm", "module"}
    stem, stem_of_modules = "norm", False
    keras, pytorch = "RMSNormalization", "RMSNorm"
    elsewhere = ("rootmeansquarenorm", "t5layernorm", "llamarmsnorm")

    affine: Flag = True
    epsilon: Real = 2.0**-23

    def output(self, x: Shape) -> Shape:
        return of_features(x)

    def weights(self, x: Shape) -> dict[str, Weight]:
        return {"weight": Weight((x[self.channel_axis(x)],), "affine")} if self.affine else {}

    def cost(self, output: Shape, x: Shape) -> Cost:
        return Cost(divides=prod(output))

    def saved(self, when: Circumstances, output: Shape, x: Shape) -> Saved:
        """The deviations and what is scaled: on a CPU PyTorch composes it of elementary operations."""
        means = prod(x) // x[self.channel_axis(x)]
        return Saved(parts=prod(output) if self.affine and when.trained else 0, statistics=means)

    def gradients_inside(self, output: Shape, x: Shape) -> int:
        """Of the scaled values, and through the mean square: its share, the input twice, their product."""
        return 5 * prod(output)

    def reads(self, output: Shape, x: Shape) -> tuple[Reads, ...]:
        return (mixed(x, (self.channel_axis(x),)),)

    def reading_note(self, x: Shape) -> str:
        return channels_guessed(x)

    def forward(self, xp: Arrays, x: Array, weight: Array | None = None) -> Array:
        axis = self.channel_axis(x.shape)
        return scaled(by_root_mean_square(xp, x, axis, self.epsilon), axis, weight, None)
