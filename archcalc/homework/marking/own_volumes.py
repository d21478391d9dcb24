"""Follow-through: what a layer's figures would be if a student's own earlier answers were right."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from operator import eq

from archcalc.base.errors import Refused
from archcalc.base.named_tuples import NamedTuple
from archcalc.homework.answers.answer import Answer
from archcalc.homework.misconceptions._base import Case, in_units
from archcalc.homework.questions.askable import Question
from archcalc.homework.questions.networks import AskedNetwork
from archcalc.homework.questions.right_answers import Target
from archcalc.operators.operator import Shape
from archcalc.operators.shape_kinds import is_spatial, like


class Own(NamedTuple):
    """A layer as a student has it: the inputs that follow from earlier answers, and its output."""

    inputs: tuple[Shape, ...]
    outputs: tuple[Shape, ...]
    """As answered, and as it follows from the inputs."""


def own_volume(question: Question, answer: Answer) -> Shape | None:
    """The output that a student wrote for a layer, batch and channels first; None where it is no volume."""
    right: Shape = question.network.node(question.position or 0).shape
    axes = answer.shape[1:] if len(answer.shape) == len(right) and answer.shape[0] == 1 else answer.shape
    if len(axes) != len(right) - 1 or 0 in axes:
        return None
    last = (axes[-1], *axes[:-1])
    if answer.channels_first or not is_spatial(right) or _agreeing(axes, right[1:]) > _agreeing(last, right[1:]):
        return like(right, (right[0], *axes))
    return like(right, (right[0], *last))


def _agreeing(axes: Shape, right: Shape) -> int:
    return sum(map(eq, axes, right))


def carried(network: AskedNetwork, volumes: Mapping[int, Shape]) -> dict[int, Own]:
    """Every layer that a student's wrong volumes change, with its inputs and outputs as they follow from them."""
    changed: dict[int, Shape | None] = {}
    own: dict[int, Own] = {}
    for i, node in enumerate(network.graph.nodes):
        if i not in volumes and changed.keys().isdisjoint(node.inputs):
            continue
        inputs = tuple(changed.get(j, network.node(j).shape) for j in node.inputs)
        follows: Shape | None = node.shape
        known = tuple(shape for shape in inputs if shape is not None)
        if known != node.input_shapes:
            follows = _output(network, i, known) if len(known) == len(inputs) else None
        outputs = tuple(shape for shape in (volumes.get(i), follows) if shape is not None)
        if len(known) == len(inputs) and (known != node.input_shapes or outputs[:1] != (node.shape,)):
            own[i] = Own(known, tuple(dict.fromkeys(outputs)))
        if outputs[:1] != (node.shape,):
            changed[i] = outputs[0] if outputs else None
    return own


def _output(network: AskedNetwork, position: int, inputs: tuple[Shape, ...]) -> Shape | None:
    try:
        shape: Shape = network.node(position).op.output(*inputs)
    except Refused:
        return None
    return shape


def cases(case: Case, own: Own) -> Iterator[Case]:
    """A question on a student's own shapes: its right answers follow from them."""
    outputs = own.outputs
    if case.question.figure.name in {"output", "height", "width", "channels"}:
        try:
            outputs = (case.op.output(*own.inputs),)
        except Refused:  # nothing follows from a volume into which the window does not fit
            return
    for output in outputs:
        changed = case._replace(inputs=own.inputs, output=output)
        targets = tuple(_targets(changed))
        if targets:
            yield changed._replace(targets=targets)


def _targets(case: Case) -> Iterator[Target]:
    """The figure's values on the student's shapes, in each unit and convention that is accepted."""
    conventions = {target.convention for target in case.targets}
    try:
        local = list(case.question.figure.local(case.op, case.inputs, case.output))
    except Refused:
        return
    for target in local:
        if not target.convention or target.convention in conventions:
            for each in in_units(case, target):
                bare = next((right.bare for right in case.targets if right.unit == each.unit), True)
                yield each._replace(bare=bare)
