"""An array that a module holds, as a value among others."""

from typing import ClassVar

from archcalc.operators.attributes import Shapes, Sizes
from archcalc.operators.operator import Array, Arrays, Op, Shape, Weight
from archcalc.operators.saved_for_backward import NOTHING


class ModuleArray(Op):
    """What is computed from a module's own arrays and from no input, or read by nothing: every axis is in `shape`.

        output   shape
        weight1, weight2, ...   the shapes in `learned`, parameters
        bias1, bias2, ...       the shapes in `biases`, parameters that are biases
        buffer1, buffer2, ...   the shapes in `buffers`, not trained

    A learned query, a position table that is cut to size, the two factors of a normalised weight. How the output comes
    about is not known: it is run where the module gives its values.

    >>> ModuleArray(shape=(1, 16, 8), learned=((64, 8),)).output()
    (1, 16, 8)
    """

    kind, traits = "module_array", {"stored", "counted-only"}
    keeps = NOTHING
    inputs: ClassVar[tuple[int, int | None]] = (0, 0)

    shape: Sizes
    learned: Shapes = ()
    biases: Shapes = ()
    buffers: Shapes = ()

    def output(self) -> Shape:
        return self.shape

    def weights(self) -> dict[str, Weight]:
        return held_weights(self.learned, self.buffers, self.biases)

    def forward(self, xp: Arrays, given: Array, **weights: Array) -> Array:
        return given

    def summary(self) -> str:
        return f"{len(self.learned) + len(self.biases) + len(self.buffers)} held by the module"


def held_weights(learned: tuple[Shape, ...], buffers: tuple[Shape, ...], biases: tuple[Shape, ...] = ()
                 ) -> dict[str, Weight]:
    """Parameters, biases among them, and buffers by their numbers.

    >>> held_weights(((4, 2),), ((9,),))
    {'weight1': Weight(shape=(4, 2), role='weight'), 'buffer1': Weight(shape=(9,), role='buffer')}
    """
    found = {f"weight{number}": Weight(shape) for number, shape in enumerate(learned, 1)}
    found |= {f"bias{number}": Weight(shape, "bias") for number, shape in enumerate(biases, 1)}
    return found | {f"buffer{number}": Weight(shape, "buffer") for number, shape in enumerate(buffers, 1)}
