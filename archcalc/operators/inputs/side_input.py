"""What a network is given beside its images."""

from typing import ClassVar

from archcalc.operators.attributes import Sizes
from archcalc.operators.operator import Array, Arrays, Op, Shape


class SideInput(Op):
    """What a network is given once, not for every image: a threshold, a size, a state. Every axis is in `shape`.

        output   shape

    >>> SideInput(shape=(2,)).output()
    (2,)
    """

    kind, traits = "side_input", {"input"}
    inputs: ClassVar[tuple[int, int | None]] = (0, 0)

    shape: Sizes

    def output(self) -> Shape:
        return self.shape

    def forward(self, xp: Arrays, given: Array) -> Array:
        return given

    def summary(self) -> str:
        return "not for every image"
