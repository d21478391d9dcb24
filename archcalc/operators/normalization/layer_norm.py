"""Layer normalisation."""

from archcalc.operators.attributes import Flag
from archcalc.operators.kernels.normalisation import by_own_line, scaled
from archcalc.operators.normalization._base import Norm
from archcalc.operators.operator import Array, Arrays, Shape, Weight
from archcalc.operators.reading import Reads, mixed
from archcalc.operators.shapes import channels_guessed, of_features


class LayerNorm(Norm):
    """Normalise each token over its features; each place of a signal, an image or a volume over its channels.

        input    (n, t, d), (n, d), or (n, d, l), (n, d, h, w), (n, d, z, h, w), of which d are channels
        or       (n, g, t, d)                               tokens in groups
        output   the same
        weight   (d)   bias (d)                             with `affine`; the second with `bias`

    `epsilon` is added to the variance before it divides. Source: Ba et al. 2016.

    >>> LayerNorm().weights((1, 197, 768))["weight"].shape
    (768,)
    """

    kind = "layer_norm"
    keras = "LayerNormalization"
    elsewhere = ("ln",)

    bias: Flag = True

    def output(self, x: Shape) -> Shape:
        return of_features(x)

    def weights(self, x: Shape) -> dict[str, Weight]:
        learned = Norm.weights(self, x)
        return learned if self.bias else {name: weight for name, weight in learned.items() if name != "bias"}

    def reads(self, output: Shape, x: Shape) -> tuple[Reads, ...]:
        return (mixed(x, (self.channel_axis(x),)),)

    def reading_note(self, x: Shape) -> str:
        return channels_guessed(x)

    def forward(self, xp: Arrays, x: Array, weight: Array | None = None, bias: Array | None = None) -> Array:
        axis = self.channel_axis(x.shape)
        return scaled(by_own_line(xp, x, axis, self.epsilon), axis, weight, bias)
