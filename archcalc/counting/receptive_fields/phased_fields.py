"""Fields behind the first operator that enlarges, mixes places or joins unlike branches: parts, phase by phase."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archcalc.base.named_tuples import NamedTuple
from archcalc.counting.receptive_fields.extents import together
from archcalc.counting.receptive_fields.fields import (
    ITSELF,
    FlattenedField,
    Reaches,
    ReachField,
    SameField,
    Step,
)
from archcalc.counting.receptive_fields.lines import EndsByPlace
from archcalc.counting.receptive_fields.parts import Digit, SeenPart, behind, constant
from archcalc.network.graph import Node
from archcalc.operators.operator import Shape
from archcalc.operators.reading import Moved
from archcalc.operators.shape_kinds import is_spatial

if TYPE_CHECKING:
    from fractions import Fraction


class PhasedField(NamedTuple):
    """The field of a map whose places see differently, in parts along each axis, and the pixels between neighbours."""

    axes: tuple[tuple[SeenPart, ...], ...]
    strides: tuple[int | Fraction, ...]

    @property
    def same(self) -> bool:
        """True where all values see the same."""
        return not any(part.digits for parts in self.axes for part in parts)

    @property
    def of_volume(self) -> bool:
        """True where what a value sees depends on its places along the map's axes alone, as height and width."""
        return all(digit.axis > 1 for parts in self.axes for part in parts for digit in part.digits)


Field = ReachField | PhasedField


def phased_behind(node: Node, inputs: list[tuple[Field, Step]], window: Reaches | None,
                  affordable: bool) -> PhasedField:
    """The field of a node, from those of its inputs, each with how it is read."""
    if len(inputs) == 1 and isinstance(field := inputs[0][0], PhasedField) and field.same and (
            same := _behind_same(node, field)) is not None:
        return same
    return _joined([
        phased if window is not None and (window == () or (
            all(reach == ITSELF for reach in window) and step.x[2:] == node.shape[2:] and phased.of_volume)) else
        _parts_behind(phased, step, node.shape, affordable)
        for field, step in inputs for phased in [in_parts(field, step.x)]])


def in_parts(field: Field, shape: Shape) -> PhasedField:
    """The field of a volume of a `shape` in parts."""
    if isinstance(field, PhasedField):
        return field
    strides = tuple(reach.stride for reach in field.axes)
    if isinstance(field, SameField):
        axes = ((SeenPart(EndsByPlace(0, ((first, last),))),) for _, first, last in field.axes)
        return PhasedField(tuple(axes), strides)
    shape = field.shape if isinstance(field, FlattenedField) else shape
    phased = PhasedField(tuple((SeenPart(EndsByPlace(stride, ((first, last),)), (Digit(axis, shape[axis]),)),)
                               for axis, (stride, first, last) in enumerate(field.axes, 2)), strides)
    if not isinstance(field, FlattenedField):
        return phased
    return _parts_behind(phased, Step(Moved(tuple(range(len(shape)))), shape, ()), field.output, affordable=True)


def _behind_same(node: Node, field: PhasedField) -> PhasedField | None:
    """The field behind one all of whose values see the same: nothing changes but the strides, but for gaps."""
    window = node.op.window(*node.input_shapes)
    if window.transposed:
        return None
    return field._replace(strides=_multiplied(field.strides, window.stride))


def _parts_behind(field: PhasedField, step: Step, output: Shape, affordable: bool) -> PhasedField:
    axes = (tuple(filter(None, (behind(_told_by(part, axis, step, affordable), step.reads, step.x, output)
                                for part in parts))) for axis, parts in enumerate(field.axes, 2))
    return PhasedField(tuple(map(together, axes)), _multiplied(field.strides, step.factors))


def _multiplied(strides: tuple[int | Fraction, ...], factors: tuple[int | Fraction, ...]) -> tuple[int | Fraction, ...]:
    """The strides along an input's axes behind a step along as many; behind any other as they are."""
    if len(factors) != len(strides):
        return strides
    return tuple(stride * factor for stride, factor in zip(strides, factors, strict=True))


def _told_by(part: SeenPart, axis: int, step: Step, affordable: bool) -> SeenPart:
    """A part as it is followed through a step: bounded where phases are too many; by its axis where there are gaps."""
    if not affordable and len(part.line.ends) > 1:
        return constant(part, part.places, exact=False) or part
    if not part.digits and is_spatial(step.x) and axis < len(step.x) and not isinstance(step.reads, Moved):
        taps = step.reads[axis].taps
        if taps and not all(taps.places):
            return part._replace(digits=(Digit(axis, step.x[axis]),))
    return part


def _joined(found: list[PhasedField]) -> PhasedField:
    """Where branches meet, what any of them sees, and the widest stride."""
    first = found[0]
    if all(field is first for field in found):
        return first
    by_axis = zip(*(field.axes for field in found), strict=True)
    axes = (tuple(part for parts in axis for part in parts) for axis in by_axis)
    strides = map(max, zip(*(field.strides for field in found), strict=True))
    return PhasedField(tuple(map(together, axes)), tuple(strides))
