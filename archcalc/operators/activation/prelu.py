"""The rectifier with a learned slope."""

from archcalc.operators.activation._base import Activation
from archcalc.operators.attributes import Flag, Real, Slopes
from archcalc.operators.kernels.normalisation import along
from archcalc.operators.operator import Array, Arrays, Cost, Shape, Weight


class PRelu(Activation):
    """A rectifier whose slope below zero is learned, one for all values or one for each channel.

        input    (n, c, h, w), (n, c, l), (n, c, d, h, w), (n, t, d) or (n, d)
        output   the same
        weight   (1); (c), or (d), with slopes: channels
        y = x where x > 0, else weight * x

    `slopes` is one, as in PyTorch, or channels; `shared: false` is an older word for channels. `slope` is the value
    that the weights start from. Source: He et al. 2015 (Delving Deep into Rectifiers).

    >>> PRelu(slopes="channels").weights((1, 64, 56, 56))["weight"].shape
    (64,)
    """

    kind, traits, each = "prelu", {"module"}, Cost(compares=1)
    keras = pytorch = "PReLU"

    slope: Real = 0.25
    slopes: Slopes = "one"
    shared: Flag = True

    @property
    def by_channel(self) -> bool:
        """True where every channel has a slope of its own."""
        return self.slopes == "channels" or not self.shared

    def weights(self, x: Shape) -> dict[str, Weight]:
        return {"weight": Weight((x[self.channel_axis(x)] if self.by_channel else 1,))}

    def forward(self, xp: Arrays, x: Array, weight: Array) -> Array:
        return xp.where(x > 0, x, x * along(x, weight, self.channel_axis(x.shape)))
