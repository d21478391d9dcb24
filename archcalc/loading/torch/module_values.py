"""The values of a program while it is translated: what layers give, and arrays that depend on no input."""

from __future__ import annotations

from archcalc.base.named_tuples import NamedTuple
from archcalc.operators.operator import Shape


class NoWords(Exception):
    """A call for which archcalc's operators have no words, and why."""


class LayerOutput(NamedTuple):
    """A value that depends on the network's input: the layer that gives it, and its shape, every axis."""

    layer: str
    shape: Shape


class FixedArray(NamedTuple):
    """A value that depends on no input: on arrays that the module holds, or on none.

    `sources` are the names of those arrays in the module. It is `whole` where its values are those of its one source,
    each once and in their order: then it may stand for it as a layer's weight. `name` is the value's in the program.
    A layer has its axes in another `order`, where one is told; calls have `turned` a matrix before.
    """

    name: str
    shape: Shape
    sources: tuple[str, ...] = ()
    whole: bool = False
    order: tuple[int, ...] = ()
    turned: bool = False

    @property
    def is_transposed(self) -> bool:
        """True of a matrix that a layer has with the rows and columns of its source exchanged."""
        return self.turned != (self.order == (1, 0))


Known = LayerOutput | FixedArray
ModuleValue = Known | tuple["ModuleValue", ...] | None
"""A value, a row of values, or nothing where its sizes are not known."""
