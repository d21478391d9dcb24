"""The rectifier with a learned slope."""

from archcalc.operators.activation._base import Activation
from archcalc.operators.attributes import Flag, Real
from archcalc.operators.kernels.normalisation import along
from archcalc.operators.normalization._base import channels
from archcalc.operators.operator import Array, Arrays, Cost, Shape, Weight


class PRelu(Activation):
    """A rectifier whose slope below zero is learned, one for each channel.

        input    (n, c, h, w), (n, t, d) or (n, d)
        output   the same
        weight   (c), or (d); (1) if it is `shared`
        y = x where x > 0, else weight * x

    `shared` has one slope for all channels. `slope` is the value that the weights start from. Source: He et al. 2015
    (Delving Deep into Rectifiers).

    >>> PRelu().weights((1, 64, 56, 56))["weight"].shape
    (64,)
    """

    kind, traits, each = "prelu", {"module"}, Cost(compares=1)
    keras = pytorch = "PReLU"

    slope: Real = 0.25
    shared: Flag = False

    def weights(self, x: Shape) -> dict[str, Weight]:
        return {"weight": Weight((1 if self.shared else channels(x),))}

    def forward(self, xp: Arrays, x: Array, weight: Array) -> Array:
        return xp.where(x > 0, x, x * along(x, weight))
