"""Fields behind the first operator that enlarges, mixes places or joins unlike branches: parts, phase by phase."""

from __future__ import annotations

from fractions import Fraction

from archcalc.base.named_tuples import NamedTuple
from archcalc.counting.receptive_fields.extents import together
from archcalc.counting.receptive_fields.fields import (
    IMAGE,
    EvenField,
    FlattenedField,
    Reach,
    ReachField,
    SameField,
    Step,
)
from archcalc.counting.receptive_fields.lines import EndsByPlace
from archcalc.counting.receptive_fields.parts import Digit, SeenPart, behind, constant
from archcalc.network.graph import Node
from archcalc.operators.operator import Shape
from archcalc.operators.reading import Moved


class PhasedField(NamedTuple):
    """The field of a map whose places see differently, in parts along each axis, and the pixels between neighbours."""

    rows: tuple[SeenPart, ...]
    columns: tuple[SeenPart, ...]
    strides: tuple[int | Fraction, int | Fraction] = (1, 1)

    @property
    def same(self) -> bool:
        """True where all values see the same."""
        return not any(part.digits for part in (*self.rows, *self.columns))

    @property
    def of_volume(self) -> bool:
        """True where what a value sees depends on its height and width alone."""
        return all(digit.axis > 1 for part in (*self.rows, *self.columns) for digit in part.digits)


Field = ReachField | PhasedField


def phased_behind(node: Node, inputs: list[tuple[Field, Step]], window: tuple[Reach, Reach] | None,
                  affordable: bool) -> PhasedField:
    """The field of a node, from those of its inputs, each with how it is read."""
    if len(inputs) == 1 and isinstance(field := inputs[0][0], PhasedField) and field.same and (
            same := _behind_same(node, field)) is not None:
        return same
    return _joined([
        phased if window is IMAGE or (window == IMAGE and step.x[2:] == node.shape[2:] and phased.of_volume) else
        _parts_behind(phased, step, node.shape, affordable)
        for field, step in inputs for phased in [in_parts(field, step.x)]])


def told_in_parts(field: Field, shape: Shape) -> EvenField | PhasedField:
    """A field whose places see alike as it is, any other in parts."""
    return field if isinstance(field, EvenField) else in_parts(field, shape)


def in_parts(field: Field, shape: Shape) -> PhasedField:
    """The field of a volume of a `shape` in parts."""
    if isinstance(field, PhasedField):
        return field
    strides = field.rows.stride, field.columns.stride
    if isinstance(field, SameField):
        rows, columns = (SeenPart(EndsByPlace(0, ((first, last),))) for _, first, last in field)
        return PhasedField((rows,), (columns,), strides)
    shape = field.shape if isinstance(field, FlattenedField) else shape
    rows, columns = (SeenPart(EndsByPlace(stride, ((first, last),)), (Digit(axis, shape[axis]),))
                     for axis, (stride, first, last) in enumerate(field[:2], 2))
    phased = PhasedField((rows,), (columns,), strides)
    if not isinstance(field, FlattenedField):
        return phased
    return _parts_behind(phased, Step(Moved(tuple(range(4))), shape, (1, 1)), field.output, affordable=True)


def _behind_same(node: Node, field: PhasedField) -> PhasedField | None:
    """The field behind one all of whose values see the same: nothing changes but the strides, but for gaps."""
    window = node.op.window(*node.input_shapes)
    if window.transposed:
        return None
    if window.stride == (1, 1):
        return field
    down, across = window.stride
    return field._replace(strides=(field.strides[0] * down, field.strides[1] * across))


def _parts_behind(field: PhasedField, step: Step, output: Shape, affordable: bool) -> PhasedField:
    rows, columns = (tuple(filter(None, (behind(_told_by(part, axis, step, affordable), step.reads, step.x, output)
                                         for part in parts))) for axis, parts in enumerate(field[:2], 2))
    down, across = field.strides
    return PhasedField(together(rows), together(columns), (down * step.factors[0], across * step.factors[1]))


def _told_by(part: SeenPart, axis: int, step: Step, affordable: bool) -> SeenPart:
    """A part as it is followed through a step: bounded where phases are too many; by its axis where there are gaps."""
    if not affordable and len(part.line.ends) > 1:
        return constant(part, part.places, exact=False) or part
    if not part.digits and len(step.x) == 4 and len(step.reads) == 4:
        taps = step.reads[axis].taps
        if taps and not all(taps.places):
            return part._replace(digits=(Digit(axis, step.x[axis]),))
    return part


def _joined(found: list[PhasedField]) -> PhasedField:
    """Where branches meet, what any of them sees, and the widest stride."""
    first = found[0]
    if all(field is first for field in found):
        return first
    rows = together(tuple(part for field in found for part in field.rows))
    columns = together(tuple(part for field in found for part in field.columns))
    strides = [max(field.strides[axis] for field in found) for axis in (0, 1)]
    return PhasedField(rows, columns, (strides[0], strides[1]))
