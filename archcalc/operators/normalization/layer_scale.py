"""A learned factor for each channel."""

from math import prod

from archcalc.operators.kernels.normalisation import along
from archcalc.operators.operator import Array, Arrays, Cost, Op, Shape, Weight
from archcalc.operators.saved_for_backward import for_weights_alone
from archcalc.operators.shapes import channels_guessed, of_features


class LayerScale(Op):
    """Each channel times one learned factor, which starts near zero so that a new branch hardly speaks at first.

        input    (n, c, h, w), (n, c, l), (n, c, d, h, w), (n, t, d) or (n, d)
        output   the same
        scale    (c), or (d)

    Source: Touvron et al. 2021 (Going deeper with image transformers), section 2.

    >>> LayerScale().weights((1, 96, 56, 56))
    {'scale': Weight(shape=(96,), role='weight')}
    """

    kind, traits = "layer_scale", {"norm", "channel-factors"}
    elsewhere = ("scale",)

    needs = for_weights_alone

    def torch_functions(self, x: Shape) -> tuple[str, ...]:
        return ("mul",)

    def output(self, x: Shape) -> Shape:
        return of_features(x)

    def weights(self, x: Shape) -> dict[str, Weight]:
        return {"scale": Weight((x[self.channel_axis(x)],))}

    def cost(self, output: Shape, x: Shape) -> Cost:
        return Cost(divides=prod(output))

    def reading_note(self, x: Shape) -> str:
        return channels_guessed(x)

    def forward(self, xp: Arrays, x: Array, scale: Array) -> Array:
        return x * along(x, scale, self.channel_axis(x.shape))

    def channel_factors(self, xp: Arrays, scale: Array) -> tuple[Array, Array]:
        return scale, xp.zeros_like(scale)
