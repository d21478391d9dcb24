"""Where a network begins."""

from typing import ClassVar

from archcalc.operators.attributes import Sizes
from archcalc.operators.operator import Array, Arrays, Op, Shape
from archcalc.operators.saved_for_backward import NOTHING
from archcalc.operators.shape_kinds import undecided

_WORDS = {4: "volume", 3: "image", 2: "tokens"}


class Input(Op):
    """What a network is given, images, signals, volumes, tokens or vectors: `shape`, batch left out.

        output   (n, *shape); of two sizes, tokens or a signal, as the first operator wants that tells them apart

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
        return undecided((1, *self.shape))

    def forward(self, xp: Arrays, given: Array) -> Array:
        return given

    def summary(self) -> str:
        return "signal" if self.on_signals else _WORDS.get(len(self.shape), "vector")
