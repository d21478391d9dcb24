"""Misconceptions as data. The misconceptions themselves are files of rows under misconceptions/.

A rule runs the operators' own rules as somebody who errs would: with other attributes, on other input shapes, or by
reading another line of the table. What comes out is the answer that the mistake leads to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from archcalc.base.errors import Refused
from archcalc.base.named_tuples import NamedTuple
from archcalc.homework.answers.answer import Answer
from archcalc.homework.languages.spoken import Told, said
from archcalc.homework.questions.askable import Question
from archcalc.homework.questions.right_answers import BITS, BYTES, FLOPS, MACS, VALUES, AnswerSettings, Target
from archcalc.homework.questions.worked_lines import shown, varied
from archcalc.operators.operator import Op, Shape
from archcalc.operators.shape_kinds import like

LISTED, OTHER, SLIP = 20, 60, 90
"""Which explanation is told first where several fit: the usual mistakes, then rarer ones, then slips of the pen."""


class Case(NamedTuple):
    """A question as a rule sees it.

    `inputs` and `output` are the layer's shapes, or those that follow from the student's own earlier answers.
    """

    question: Question
    settings: AnswerSettings
    targets: tuple[Target, ...]
    op: Op
    inputs: tuple[Shape, ...]
    output: Shape

    @property
    def whole(self) -> bool:
        """True where the question is about the whole network."""
        return self.question.position is None


class Mistaken(NamedTuple):
    """The answer that a mistake leads to, and how: the arithmetic is written only when it is told."""

    target: Target
    work: Callable[[], Told] | None = None

    @property
    def told(self) -> Told:
        """The arithmetic, or the answer alone."""
        return self.work() if self.work else shown(self.target)


Answers = Callable[[Case], Iterable[Mistaken]]
Matches = Callable[[Case, Answer], Told | None]
"""What can be told of an answer that shows the mistake, if only an empty text; None where it does not."""


class Variation(NamedTuple):
    """An operator on inputs, either of which may be changed.

    `output` is given where the rule for it is not to be asked, and `along` where its arithmetic is not the rule's; a
    function where it takes time to write, since it is seldom told.
    """

    op: Op
    inputs: tuple[Shape, ...]
    output: Shape | None = None
    along: Told | Callable[[], Told] = ""


Vary = Callable[[Case], Iterable[Variation]]


class Misconception(NamedTuple):
    """A mistake that people make.

    `says` names it as a sentence, `hint` helps without a number. `answers` are what it leads to, for questions after
    one of `figures`; or `matches` tells it from the answer itself.
    """

    name: str
    says: str
    hint: str
    figures: frozenset[str]
    answers: Answers | None = None
    matches: Matches | None = None
    rank: int = LISTED


SIZES = frozenset({"output", "height", "width", "memory", "bytes", "neurons", "macs", "flops"})
"""Figures that follow from the output's height and width."""
HELD = frozenset({"memory", "bytes"})
COUNTED = frozenset({"params", "weights", "biases", "macs", "flops", "memory", "bytes", "neurons"})
FILTERS = frozenset({"params", "weights", "macs", "flops"})
"""Figures that follow from what one filter spans."""
PRODUCTS = frozenset({"macs", "flops"})


def by_rule(vary: Vary) -> Answers:
    """The answers of an operator with something changed; of a whole network, with it changed in every layer."""
    def answers(case: Case) -> Iterator[Mistaken]:
        if not case.whole:
            for variation in vary(case):
                yield from _varied(case, variation)
        elif case.question.figure.name in FILTERS:
            yield from _summed(case, vary)

    return answers


def at_a_layer(answers: Answers) -> Answers:
    """The answers for questions about one layer: in a sum over a network nobody errs so in every layer."""
    def asked(case: Case) -> Iterator[Mistaken]:
        return iter(() if case.whole else answers(case))

    return asked


def _varied(case: Case, variation: Variation) -> Iterator[Mistaken]:
    """The figure's values for a variation; where the rules refuse it, there is none."""
    op, inputs, output, along = variation
    try:
        output = op.output(*inputs) if output is None else output
        found = list(case.question.figure.local(op, inputs, output))
    except Refused:
        return
    for target in found:
        for scaled in in_units(case, target):
            if along and isinstance(scaled.value, tuple):
                yield Mistaken(scaled, partial(_by_way, along, scaled))
            else:
                yield Mistaken(scaled, partial(varied, case.question.figure.work, op, inputs, output, scaled))


def _by_way(along: Told | Callable[[], Told], target: Target) -> Told:
    return said("{way}: {result}", way=along() if callable(along) else along, result=shown(target))


def _summed(case: Case, vary: Vary) -> Iterator[Mistaken]:
    """The sum over all layers, each as the first of its variations has it."""
    columns = []
    for layer, times in alike(case):
        right = list(case.question.figure.local(layer.op, layer.inputs, layer.output))
        wrong = next((found for variation in vary(layer) if (found := list(_varied(layer, variation)))), ())
        by_key = {(each.target.convention, each.target.unit): each.target for each in wrong}
        columns.append([(by_key.get((target.convention, target.unit), target), times) for target in right])
    for row in zip(*columns, strict=True):
        total = row[0][0]._replace(value=sum(target.value * times for target, times in row))
        yield from map(Mistaken, in_units(case, total))


def alike(case: Case) -> Iterator[tuple[Case, int]]:
    """The layer that a question is about; or the first of those layers that are alike, and how many they are."""
    if not case.whole:
        yield case, 1
        return
    for i, times in case.question.network.alike:
        yield _at(case, i), times


def _at(case: Case, position: int) -> Case:
    node = case.question.network.node(position)
    return case._replace(question=case.question._replace(position=position), op=node.op, inputs=node.input_shapes,
                         output=node.shape)


def with_sides(case: Case, sides: Iterable[int]) -> Shape:
    """The output with other sides."""
    return like(case.output, (*case.output[:2], *sides))


def in_units(case: Case, target: Target) -> list[Target]:
    """A target in each of the units in which the question may be answered."""
    held = {VALUES: 1, BYTES: case.settings.value_bytes, BITS: 8 * case.settings.value_bytes}
    factors = held if target.unit in held else {MACS: 1, FLOPS: 2}
    units = [unit for unit in dict.fromkeys(right.unit for right in case.targets) if unit in factors]
    if not units or target.unit not in factors or not isinstance(target.value, int):
        return [target]
    if units == [target.unit]:
        return [target]
    return [Target(target.value * factors[unit] // factors[target.unit], unit, target.convention, target.bare)
            for unit in units]


def by_number(change: Callable[[Case, Target], Iterable[int]], *, bare: bool = True) -> Answers:
    """The answers that come from the right one by a change of the number alone; without `bare` the unit is written."""
    def answers(case: Case) -> Iterator[Mistaken]:
        for target in case.targets:
            if isinstance(target.value, int):
                for number in change(case, target):
                    yield Mistaken(Target(number, target.unit, target.convention, bare))

    return answers


def by_count(count: Callable[[Case], int], work: Callable[[Case], str] | None = None) -> Answers:
    """The answers of those who count something else in a layer, or in every layer; `work` is a layer's arithmetic."""
    def answers(case: Case) -> Iterator[Mistaken]:
        total = sum(count(layer) * times for layer, times in alike(case))
        for target in in_units(case, Target(total, case.targets[0].unit)):
            yield Mistaken(target, partial(_equation, work, case, target) if work and not case.whole else None)

    return answers


def _equation(work: Callable[[Case], str], case: Case, target: Target) -> Told:
    return equation(work(case), target)


def equation(arithmetic: str, target: Target) -> Told:
    """Some arithmetic with its result."""
    return said("{arithmetic} = {result}", arithmetic=arithmetic, result=shown(target))
