"""Gated linear units."""

from math import prod

from archcalc.base.errors import Refused
from archcalc.operators.activation.gelu import Gelu
from archcalc.operators.activation.sigmoid import Sigmoid
from archcalc.operators.activation.silu import Silu
from archcalc.operators.attributes import Gate
from archcalc.operators.operator import Array, Arrays, Cost, Op, Shape
from archcalc.operators.reading import Along, Reads, pattern
from archcalc.operators.saved_for_backward import Circumstances, Saved
from archcalc.operators.shape_kinds import like
from archcalc.operators.shapes import channels_guessed, of_features, written

_GATES = {"gelu": Gelu(), "sigmoid": Sigmoid(), "silu": Silu()}


class Glu(Op):
    """The first half of the features, value by value times an `activation` of the second half.

        input    (n, t, 2d), (n, 2d), (n, 2c, l), (n, 2c, h, w) or (n, 2c, d, h, w)
        output   half of the features, or of the channels
        y = a * activation(b),  a and b the halves

    `activation` is sigmoid, silu (SwiGLU, in Llama) or gelu (GEGLU). A feed-forward network with a gate is a linear
    layer of twice the width, then this, then a linear layer. No parameters.
    Source: Dauphin et al. 2016; Shazeer 2020 (GLU variants).

    >>> Glu(activation="silu").output((1, 2048, 28672))
    (1, 2048, 14336)
    """

    kind, traits = "glu", {"quiet", "beside", "own-volume"}
    pytorch = "GLU"
    elsewhere = ("gatedlinearunit", "geglu", "swiglu")
    drawn_as = "activation"

    activation: Gate = "sigmoid"

    def output(self, x: Shape) -> Shape:
        axis = self.channel_axis(of_features(x))
        if x[axis] % 2:
            raise Refused("shape", f"glu halves the features, and {written(x)} has {x[axis]}",
                          hint="the layer before it has twice the width: values and gates")
        return like(x, (*x[:axis], x[axis] // 2, *x[axis + 1:]))

    def cost(self, output: Shape, x: Shape) -> Cost:
        gates = _GATES[self.activation].cost(output, output)
        return gates._replace(divides=gates.divides + prod(output))

    def saved(self, when: Circumstances, output: Shape, x: Shape) -> Saved:
        """Besides the input the gates, unless a framework has both steps as one: PyTorch has for the sigmoid."""
        return Saved(parts=0 if self.activation == "sigmoid" else prod(output))

    def gradients_inside(self, output: Shape, x: Shape) -> int:
        """Of the two halves and of the input, in which they lie side by side, unless both steps are one."""
        return (0 if self.activation == "sigmoid" else 4) * prod(output)

    def reads(self, output: Shape, x: Shape) -> tuple[Reads, ...]:
        axis = self.channel_axis(x)
        halves = Along(axis, pattern(0, 2, output[axis]))
        return (tuple(halves if number == axis else Along(number) for number in range(len(x))),)

    def reading_note(self, x: Shape) -> str:
        return channels_guessed(x)

    def forward(self, xp: Arrays, x: Array) -> Array:
        axis = self.channel_axis(x.shape)
        values, gates = xp.split(x, 2, axis=axis)
        y: Array = _GATES[self.activation].forward(xp, gates)
        y *= values
        return y

    def summary(self, x: Shape) -> str:
        return f"half of the features, times {self.activation} of the others"
