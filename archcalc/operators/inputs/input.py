"""Where a network begins."""

from typing import ClassVar

from archcalc.operators.attributes import Sizes
from archcalc.operators.operator import Array, Arrays, Op, Shape
from archcalc.operators.saved_for_backward import NOTHING


class Input(Op):
    """The images, or tokens, that a network is given: `shape`, batch left out.

        output   (n, *shape)

    A specification writes it as `input: [channels, height, width]`.

    >>> Input(shape=(3, 224, 224)).output()
    (1, 3, 224, 224)
    """

    kind, traits = "input", {"input", "batched"}
    keeps = NOTHING
    keras = "InputLayer"
    inputs: ClassVar[tuple[int, int | None]] = (0, 0)

    shape: Sizes

    def output(self) -> Shape:
        return 1, *self.shape

    def forward(self, xp: Arrays, given: Array) -> Array:
        return given

    def summary(self) -> str:
        return {3: "image", 2: "tokens"}.get(len(self.shape), "vector")
