"""An array that a module holds, as a value among others."""

from typing import ClassVar

from archcalc.base.errors import Refused
from archcalc.operators.attributes import Shapes, Sizes
from archcalc.operators.operator import Array, Arrays, Op, Shape, Weight
from archcalc.operators.saved_for_backward import NOTHING


class ModuleArray(Op):
    """What is computed from a module's own arrays and from no input, or read by nothing: every axis is in `shape`.

        output   shape
        weight1, weight2, ...   the shapes in `learned`, parameters
        buffer1, buffer2, ...   the shapes in `buffers`, not trained

    A learned query, a position table that is cut to size, the two factors of a normalised weight. How the output comes
    about is not known, so that it cannot be run.

    >>> ModuleArray(shape=(1, 16, 8), learned=((64, 8),)).output()
    (1, 16, 8)
    """

    kind, traits = "module_array", {"stored", "counted-only"}
    keeps = NOTHING
    inputs: ClassVar[tuple[int, int | None]] = (0, 0)

    shape: Sizes
    learned: Shapes = ()
    buffers: Shapes = ()

    def output(self) -> Shape:
        return self.shape

    def weights(self) -> dict[str, Weight]:
        return held_weights(self.learned, self.buffers)

    def forward(self, xp: Arrays, **weights: Array) -> Array:
        raise Refused("operator", "how a module makes an array of its own is not known: it cannot be run",
                      hint="archcalc show counts what it holds")

    def summary(self) -> str:
        return f"{len(self.learned) + len(self.buffers)} held by the module"


def held_weights(learned: tuple[Shape, ...], buffers: tuple[Shape, ...]) -> dict[str, Weight]:
    """Parameters and buffers by their numbers.

    >>> held_weights(((4, 2),), ((9,),))
    {'weight1': Weight(shape=(4, 2), role='weight'), 'buffer1': Weight(shape=(9,), role='buffer')}
    """
    found = {f"weight{number}": Weight(shape) for number, shape in enumerate(learned, 1)}
    return found | {f"buffer{number}": Weight(shape, "buffer") for number, shape in enumerate(buffers, 1)}
