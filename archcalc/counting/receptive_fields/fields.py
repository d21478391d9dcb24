"""The kinds of receptive fields: three integers an axis as long as these tell all, parts where they do not."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from archcalc.base.named_tuples import NamedTuple
from archcalc.operators.operator import Shape
from archcalc.operators.reading import Reads

if TYPE_CHECKING:
    from fractions import Fraction

MOST_PLACES = 4096
"""Places that are listed one by one."""


class Reach(NamedTuple):
    """One axis of a map whose places see alike: place i sees from pixel i*stride + first to i*stride + last."""

    stride: int = 1
    first: int = 0
    last: int = 0


Reaches = tuple[Reach, ...]
"""The reach along each axis of an input."""
ITSELF = Reach()
"""The place itself."""


class EvenField(NamedTuple):
    """The field of a map whose places see alike."""

    axes: Reaches


class SquareField(NamedTuple):
    """An even field that is the same along all of so many axes: what most maps have, without an object an axis."""

    stride: int
    first: int
    last: int
    dimensions: int

    @property
    def even(self) -> EvenField:
        """The same, axis by axis."""
        return EvenField((Reach(*self[:3]),) * self.dimensions)

    def behind(self, window: Reach) -> "SquareField":
        """The field behind a window that is alike along all axes, too: itself where that sees its own place."""
        if window is ITSELF:
            return self
        stride, first, last, dimensions = self
        step, near, far = window
        return SquareField(stride * step, first + stride * near, last + stride * far, dimensions)


class SameField(NamedTuple):
    """The field of values that all see the same pixels."""

    axes: Reaches


class FlattenedField(NamedTuple):
    """The field of a map of a `shape` whose places see alike, where its values stand in one row of each image."""

    axes: Reaches
    shape: Shape
    output: Shape


ReachField = EvenField | SameField | FlattenedField
"""Fields that three integers an axis tell of."""


class Step(NamedTuple):
    """How an operator reads one of its inputs, of shape `x`, and the factors of the strides."""

    reads: Reads
    x: Shape
    factors: "tuple[int | Fraction, ...]"


def in_one(reaches: Reaches | None, shape: Shape) -> Reach | None:
    """The reach along all axes of a map of a shape; None where they differ. `ITSELF` is of places that see themselves.

    So is none at all, of what has as many places as its input.
    """
    if reaches is None or (reaches and (len(reaches) != len(shape) - 2 or reaches.count(reaches[0]) < len(reaches))):
        return None
    return ITSELF if not reaches or reaches[0] == ITSELF else reaches[0]


def joined_squares(fields: Sequence[object]) -> SquareField | None:
    """What any of several fields sees, where all are alike along all axes, and of one stride; None of others."""
    joined = fields[0]
    if not isinstance(joined, SquareField):
        return None
    for field in fields[1:]:
        if field is not joined:
            if not isinstance(field, SquareField) or field[0] != joined[0] or field[3] != joined[3]:
                return None
            joined = SquareField(joined[0], min(joined[1], field[1]), max(joined[2], field[2]), joined[3])
    return joined
