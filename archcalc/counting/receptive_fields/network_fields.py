"""The receptive field of every node of a network, from the operators' own rules.

As long as every place of a map sees alike, a field is two reaches of three integers; from the first operator on that
enlarges, mixes places or joins unlike branches, it is parts.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from archcalc.counting.receptive_fields.extents import together
from archcalc.counting.receptive_fields.lines import EndsByPlace
from archcalc.counting.receptive_fields.parts import Digit, SeenPart, behind, constant
from archcalc.operators.operator import POINTWISE, Op, Shape, Window
from archcalc.operators.reading import Moved, Reads, one_place

if TYPE_CHECKING:
    from fractions import Fraction

    from archcalc.network.graph import Graph, Node

_MOST_WORK = 1_000_000
"""Phases that are worked out for one network; past them, fields are told as bounds."""


class Reach(NamedTuple):
    """One axis of a map whose places see alike: place i sees from pixel i*stride + first to i*stride + last."""

    stride: int = 1
    first: int = 0
    last: int = 0


class EvenField(NamedTuple):
    """The field of a map whose places see alike."""

    rows: Reach = Reach()
    columns: Reach = Reach()


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


Field = EvenField | PhasedField
_IMAGE = EvenField()


class Step(NamedTuple):
    """How an operator reads one of its inputs, of shape `x`, and the factors of the strides."""

    reads: Reads
    x: Shape
    factors: tuple[int | Fraction, int | Fraction]


def of_network(graph: Graph) -> Iterator[Field | None]:
    """For each node what its values see; None where the input is not an image."""
    seen: list[Field | None] = []
    rules, work = _Rules(), 0
    for node in graph.nodes:
        field: Field | None = None
        if not node.inputs:
            field = _IMAGE if len(node.shape) == 4 else None
        elif before := [(field, number) for number, i in enumerate(node.inputs) if (field := seen[i]) is not None]:
            field = _behind(node, before, rules, work < _MOST_WORK)
            work += _phases(field)
        seen.append(field)
        yield field


class _Rules:
    """What the operators say of a network's nodes, asked once for all nodes that are alike."""

    def __init__(self) -> None:
        self.windows: dict[tuple[int, tuple[Shape, ...]], tuple[Reach, Reach] | None] = {}
        self.steps: dict[tuple[int, tuple[Shape, ...]], tuple[Step, ...]] = {}

    def window(self, node: Node) -> tuple[Reach, Reach] | None:
        """The reach of a node's window into each of its inputs; None where places do not all read alike."""
        key = (id(node.op), node.input_shapes)
        if key not in self.windows:
            if type(node.op).reads is Op.reads:
                self.windows[key] = _of_window(node)
            else:
                reaches = {_of_reads(self.step(node, i), node.shape) for i in range(len(node.inputs))}
                self.windows[key] = reaches.pop() if len(reaches) == 1 else None
        return self.windows[key]

    def step(self, node: Node, number: int) -> Step:
        """How a node reads one of its inputs."""
        key = (id(node.op), node.input_shapes)
        if key not in self.steps:
            reads, window = node.op.reads(node.shape, *node.input_shapes), node.op.window(*node.input_shapes)
            self.steps[key] = tuple(Step(each, x, _factors(each, window)) for each, x
                                    in zip(reads, node.input_shapes, strict=True))
        return self.steps[key][number]


def _of_window(node: Node) -> tuple[Reach, Reach] | None:
    window = node.op.window(*node.input_shapes)
    if window == POINTWISE and all(x == node.shape for x in node.input_shapes):
        return _IMAGE
    if window.transposed or len(node.shape) != 4 or any(len(x) != 4 for x in node.input_shapes):
        return None
    if any(x[2:] != node.input_shapes[0][2:] for x in node.input_shapes):
        return None
    rows, columns = (Reach(stride, -padding, step * (kernel - 1) - padding)
                     for kernel, stride, padding, step in zip(*window[:4], strict=True))
    return rows, columns


def _of_reads(step: Step, output: Shape) -> tuple[Reach, Reach] | None:
    if isinstance(step.reads, Moved) or len(step.x) != 4 or len(output) != 4:
        return None
    found: list[Reach] = []
    for axis, along in enumerate(step.reads[2:], 2):
        if along.to == axis and along.within is None:
            taps = along.taps or one_place(0)
            if len(taps.places) == 1:
                found.append(Reach(taps.advance, taps.places[0][0], taps.places[0][-1]))
    return (found[0], found[1]) if len(found) == 2 else None


def _factors(reads: Reads, window: Window) -> tuple[int | Fraction, int | Fraction]:
    """The factors of the strides along height and width."""
    own = [_ratio(1, stride) if window.transposed else stride for stride in window.stride]
    for axis, along in enumerate(reads[2:]) if len(reads) == 4 else ():
        if along.to is not None and along.taps is not None:
            own[axis] = _ratio(along.taps.advance, len(along.taps.places))
    return own[0], own[1]


def _phases(field: Field | None) -> int:
    return sum(len(part.line.ends) for part in (*field.rows, *field.columns)) if isinstance(field, PhasedField) else 0


def _ratio(number: int, of: int) -> int | Fraction:
    if number % of == 0:
        return number // of
    from fractions import Fraction

    return Fraction(number, of)


def _behind(node: Node, before: list[tuple[Field, int]], rules: _Rules, affordable: bool) -> Field:
    """The field of a node, from those of its inputs, each with the input's number."""
    fields = [field for field, _ in before]
    if len(fields) == 1 and isinstance(fields[0], PhasedField) and fields[0].same and (
            same := _behind_same(node, fields[0])) is not None:
        return same
    window, alike = rules.window(node), _joined_alike(fields)
    if window and alike:
        return alike if window == _IMAGE else EvenField(_through(alike[0], window[0]), _through(alike[1], window[1]))
    return _joined([
        phased if window is _IMAGE or (window == _IMAGE and x[2:] == node.shape[2:] and phased.of_volume) else
        _parts_behind(phased, rules.step(node, number), node.shape, affordable)
        for field, number in before for x in [node.input_shapes[number]] for phased in [_phased(field, x)]])


def _behind_same(node: Node, field: PhasedField) -> PhasedField | None:
    """The field behind one all of whose values see the same: nothing changes but the strides, but for gaps."""
    window = node.op.window(*node.input_shapes)
    if window.transposed:
        return None
    if window.stride == (1, 1):
        return field
    down, across = _factors((), window)
    return field._replace(strides=(field.strides[0] * down, field.strides[1] * across))


def _parts_behind(field: PhasedField, step: Step, output: Shape, affordable: bool) -> PhasedField:
    rows, columns = (tuple(filter(None, (behind(_told_by(part, axis, step, affordable), step.reads, step.x, output)
                                         for part in parts))) for axis, parts in enumerate(field[:2], 2))
    down, across = field.strides
    return PhasedField(together(rows), together(columns), (down * step.factors[0], across * step.factors[1]))


def _through(reach: Reach, window: Reach) -> Reach:
    stride, first, last = reach
    return Reach(stride * window[0], first + stride * window[1], last + stride * window[2])


def _phased(field: Field, shape: Shape) -> PhasedField:
    """The field of a volume in parts."""
    if isinstance(field, PhasedField):
        return field
    rows, columns = (SeenPart(EndsByPlace(stride, ((first, last),)), (Digit(axis, shape[axis]),))
                     for axis, (stride, first, last) in enumerate(field, 2))
    return PhasedField((rows,), (columns,), (field.rows.stride, field.columns.stride))


def _told_by(part: SeenPart, axis: int, step: Step, affordable: bool) -> SeenPart:
    """A part as it is followed through a step: bounded where phases are too many; by its axis where there are gaps."""
    if not affordable and len(part.line.ends) > 1:
        return constant(part, part.places, exact=False) or part
    if not part.digits and len(step.x) == 4 and len(step.reads) == 4:
        taps = step.reads[axis].taps
        if taps and not all(taps.places):
            return part._replace(digits=(Digit(axis, step.x[axis]),))
    return part


def _joined_alike(found: list[Field]) -> EvenField | None:
    """Branches of one stride whose places see alike as one that sees what any of them sees; None of others."""
    first, *others = found
    if not isinstance(first, EvenField):
        return None
    for field in others:
        if field is not first:
            if not isinstance(field, EvenField) or field[0][0] != first[0][0] or field[1][0] != first[1][0]:
                return None
            first = EvenField(_around(first[0], field[0]), _around(first[1], field[1]))
    return first


def _around(one: Reach, other: Reach) -> Reach:
    return Reach(one[0], min(one[1], other[1]), max(one[2], other[2]))


def _joined(found: list[PhasedField]) -> PhasedField:
    """Where branches meet, what any of them sees, and the widest stride."""
    first = found[0]
    if all(field is first for field in found):
        return first
    rows = together(tuple(part for field in found for part in field.rows))
    columns = together(tuple(part for field in found for part in field.columns))
    strides = [max(field.strides[axis] for field in found) for axis in (0, 1)]
    return PhasedField(rows, columns, (strides[0], strides[1]))
