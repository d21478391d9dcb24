"""The receptive field of every node of a network, from the operators' own rules.

As long as every place of a map sees alike, or every value the same, a field is three integers an axis; from the
first operator on that enlarges, mixes some places or joins unlike branches, it is parts, whose arithmetic is then read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import prod
from typing import TYPE_CHECKING

from archcalc.counting.measures.alike import alike
from archcalc.counting.receptive_fields.fields import (
    ITSELF,
    MOST_PLACES,
    EvenField,
    FlattenedField,
    Reach,
    Reaches,
    ReachField,
    SameField,
    SquareField,
    Step,
    in_one,
    joined_squares,
)
from archcalc.operators.operator import POINTWISE, Op, Shape, Window
from archcalc.operators.reading import ALL, Moved, Reads, one_place
from archcalc.operators.shape_kinds import is_spatial

if TYPE_CHECKING:
    from fractions import Fraction

    from archcalc.counting.receptive_fields.phased_fields import Field, PhasedField
    from archcalc.network.graph import Graph, Node

_MOST_WORK = 1_000_000
"""Phases that are worked out for one network; past them, fields are told as bounds."""


def of_network(graph: Graph) -> Iterator[Field | None]:
    """For each node what its values see; None where the input is no signal, image or volume.

    None, too, of what sees inputs of different numbers of axes.
    """
    return map(_by_axis, shortest(graph))


def shortest(graph: Graph) -> list[Field | SquareField | None]:
    """The same, with even fields told in one where they are alike along all axes; one passed on is the same object."""
    seen: list[Field | SquareField | None] = []
    rules, work = _Rules(), 0
    windows = [in_one(rules.window(node), node.shape) if len(node.inputs) == 1 else None
               for node in alike(graph).nodes]
    for node, kind in zip(graph.nodes, alike(graph).kinds, strict=True):
        inputs, window = node.inputs, windows[kind]
        if len(inputs) > 1 and (joined := joined_squares([seen[i] for i in inputs])) is not None \
                and (window := in_one(rules.window(node), node.shape)) is not None:
            field: Field | SquareField | None = joined.behind(window)
        elif window is not None and isinstance(before := seen[inputs[0]], SquareField):
            field = before.behind(window)
        else:
            field = _behind_any(node, [_by_axis(seen[i]) for i in inputs], rules, work < _MOST_WORK)
            work += _phases(field)
            if type(field) is EvenField and (window := in_one(field.axes, node.shape)) is not None:
                field = SquareField(*window, len(field.axes))
        seen.append(field)
    return seen


def _by_axis(field: Field | SquareField | None) -> Field | None:
    return field.even if isinstance(field, SquareField) else field


def _behind_any(node: Node, seen: Sequence[Field | None], rules: _Rules, affordable: bool) -> Field | None:
    """The field of an entrance, or of a node behind others."""
    if node.is_entrance:
        return EvenField((ITSELF,) * (len(node.shape) - 2)) if is_spatial(node.shape) else None
    before = [(field, number) for number, field in enumerate(seen) if field is not None]
    if len({len(field.axes) for field, _ in before}) != 1:
        return None
    return _behind(node, before, rules, affordable)


def _behind_window(field: EvenField, window: Reaches) -> EvenField:
    return field if window.count(ITSELF) == len(window) else EvenField(tuple(map(_through, field.axes, window)))


def told_in_parts(field: Field, shape: Shape) -> EvenField | PhasedField:
    """A field whose places see alike as it is, any other in parts."""
    if isinstance(field, EvenField):
        return field
    from archcalc.counting.receptive_fields.phased_fields import in_parts

    return in_parts(field, shape)


class _Rules:
    """What the operators say of a network's nodes, asked once for all nodes that are alike."""

    def __init__(self) -> None:
        self.windows: dict[tuple[int, tuple[Shape, ...]], Reaches | None] = {}
        self.steps: dict[tuple[int, tuple[Shape, ...]], tuple[Step, ...]] = {}

    def window(self, node: Node) -> Reaches | None:
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


def _of_window(node: Node) -> Reaches | None:
    window = node.op.window(*node.input_shapes)
    if window == POINTWISE and all(x == node.shape for x in node.input_shapes):
        return ()
    if window.transposed or not all(map(is_spatial, (node.shape, *node.input_shapes))):
        return None
    if any(x[2:] != node.input_shapes[0][2:] for x in node.input_shapes):
        return None
    return tuple(Reach(stride, -padding, step * (kernel - 1) - padding)
                 for kernel, stride, padding, step in zip(*window[:4], strict=True))


def _of_reads(step: Step, output: Shape) -> Reaches | None:
    if isinstance(step.reads, Moved) or not (is_spatial(step.x) and is_spatial(output)):
        return None
    found: list[Reach] = []
    for axis, along in enumerate(step.reads[2:], 2):
        if along.to == axis and along.within is None:
            taps = along.taps or one_place(0)
            if len(taps.places) == 1:
                found.append(Reach(taps.advance, taps.places[0][0], taps.places[0][-1]))
    return tuple(found) if len(found) == len(step.reads) - 2 else None


def _factors(reads: Reads, window: Window) -> tuple[int | Fraction, ...]:
    """The factors of the strides along each axis."""
    own = [_ratio(1, stride) if window.transposed else stride for stride in window.stride]
    for axis, along in enumerate(reads[2:]) if len(reads) == 2 + len(own) and not isinstance(reads, Moved) else ():
        if along.to is not None and along.taps is not None:
            own[axis] = _ratio(along.taps.advance, len(along.taps.places))
    return tuple(own)


def _phases(field: Field | None) -> int:
    if field is None or isinstance(field, ReachField):
        return 0
    return sum(len(part.line.ends) for parts in field.axes for part in parts)


def _ratio(number: int, of: int) -> int | Fraction:
    if number % of == 0:
        return number // of
    from fractions import Fraction

    return Fraction(number, of)


def _behind(node: Node, before: list[tuple[Field, int]], rules: _Rules, affordable: bool) -> Field:
    """The field of a node, from those of its inputs, each with the input's number."""
    fields = [field for field, _ in before]
    window, joined = rules.window(node), _joined_alike(fields)
    if window is not None and joined:
        return _behind_window(joined, window)
    simple = _behind_one(fields[0], rules.step(node, before[0][1]), node, window) if len(fields) == 1 else None
    if simple is not None:
        return simple
    from archcalc.counting.receptive_fields.phased_fields import phased_behind

    return phased_behind(node, [(field, rules.step(node, number)) for field, number in before], window, affordable)


def _behind_one(field: Field, step: Step, node: Node, window: Reaches | None) -> ReachField | None:
    """The field behind one that three integers an axis tell of, where they do so still; None where they do not."""
    own, reads = node.op.window(*node.input_shapes), step.reads
    if own.transposed or not isinstance(field, ReachField):
        return None
    if isinstance(field, SameField):
        return SameField(strided(field.axes, own))
    if isinstance(reads, Moved):
        return _flattened(field, reads, node) if isinstance(field, EvenField) else None
    if isinstance(field, EvenField):
        return SameField(strided(_together(field, step.x), own)) if set(reads[2:]) == {ALL} else None
    if window == ():
        return field
    return SameField(strided(_together(field, field.shape), own)) if reads[1:] == (ALL,) else None


def _flattened(field: EvenField, reads: Moved, node: Node) -> FlattenedField | None:
    """The field of a map whose values are put in one row, as long as their places can be listed."""
    x = node.input_shapes[0]
    flat = reads.order == tuple(range(len(x))) and node.shape == (x[0], prod(x[1:]))
    return FlattenedField(field.axes, x, node.shape) if flat and max(x[2:]) <= MOST_PLACES else None


def _together(field: EvenField | FlattenedField, shape: Shape) -> list[Reach]:
    """What all places of a map see together."""
    return [Reach(stride, first, (size - 1) * stride + last)
            for (stride, first, last), size in zip(field.axes, shape[2:], strict=True)]


def strided(axes: Sequence[Reach], window: Window) -> Reaches:
    """The reaches of values that all see the same, behind a window along as many axes; behind any other as they are."""
    if len(window.stride) != len(axes):
        return tuple(axes)
    return tuple(Reach(stride * step, first, last) for (stride, first, last), step in
                 zip(axes, window.stride, strict=True))


def _through(reach: Reach, window: Reach) -> Reach:
    stride, first, last = reach
    return Reach(stride * window[0], first + stride * window[1], last + stride * window[2])


def _joined_alike(found: list[Field]) -> EvenField | None:
    """Branches of one stride whose places see alike as one that sees what any of them sees; None of others."""
    first, *others = found
    if not isinstance(first, EvenField):
        return None
    for field in others:
        if field is not first:
            if not isinstance(field, EvenField) or any(one[0] != other[0] for one, other in
                                                       zip(first.axes, field.axes, strict=True)):
                return None
            first = EvenField(tuple(map(_around, first.axes, field.axes)))
    return first


def _around(one: Reach, other: Reach) -> Reach:
    return Reach(one[0], min(one[1], other[1]), max(one[2], other[2]))
