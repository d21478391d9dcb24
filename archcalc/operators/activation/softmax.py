"""Values that add up to one."""

from archcalc.base.errors import Refused
from archcalc.operators.activation._base import Activation
from archcalc.operators.attributes import Natural
from archcalc.operators.operator import Array, Arrays, Cost, Shape
from archcalc.operators.reading import Reads, mixed
from archcalc.operators.saved_for_backward import OUTPUT
from archcalc.operators.shapes import channels_guessed, of_features, written


class Softmax(Activation):
    """exp(x) / sum of exp(x) over the channels of a volume, the features of tokens and vectors; or over another `axis`.

        input    any shape
        output   the same
        y = exp(x) / sum of exp(x)

    `axis` 0 is the batch, and stands for the channels or features. No parameters. Source: Bridle 1990.

    >>> Softmax().output((1, 1000))
    (1, 1000)
    """

    kind, traits = "softmax", {"loss", "across-channels", "never-negative"}
    each = Cost(adds=1, divides=1, exponentials=1)
    keeps = OUTPUT

    axis: Natural = 0

    def output(self, x: Shape) -> Shape:
        if self.axis >= len(x):
            raise Refused("shape", f"softmax wants axis {self.axis}, and {written(x)} has {len(x)}, with the batch")
        return x if self.axis else of_features(x)

    def reads(self, output: Shape, x: Shape) -> tuple[Reads, ...]:
        return (mixed(x, (self.axis or self.channel_axis(x),)),)

    def reading_note(self, x: Shape) -> str:
        return "" if self.axis else channels_guessed(x)

    def forward(self, xp: Arrays, x: Array) -> Array:
        from archcalc.operators.kernels.softmax import softmax

        return softmax(xp, x, self.axis or self.channel_axis(x.shape))
