"""The right answer to another question: of the layer before, of the one after, of another column."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache, partial

from archcalc.base.errors import ArchcalcError
from archcalc.homework.languages.spoken import Told, said
from archcalc.homework.misconceptions._base import LISTED, OTHER, Answers, Case, Misconception, Mistaken
from archcalc.homework.questions.askable import FIGURES, Question
from archcalc.homework.questions.right_answers import BYTES, VALUES, AnswerSettings, Target

_ALL = frozenset(FIGURES)
_NUMBERS = frozenset(name for name, figure in FIGURES.items() if figure.look in {"count", "memory", "products"})
_TELLING = 1000
"""A smaller number may stand in many places of a table by chance."""


def _before(case: Case) -> Iterable[int]:
    """The row above, and the layers that this one reads."""
    position = case.question.position or 0
    yield from reversed([i for i in case.question.network.shown if i < position][-1:])
    yield from _through(case, lambda i: case.question.network.graph.nodes[i].inputs)


def _after(case: Case) -> Iterable[int]:
    """The row below, and the layers that read this one."""
    position, graph = case.question.position or 0, case.question.network.graph
    yield from [i for i in case.question.network.shown if i > position][:1]
    yield from _through(case, lambda i: [j for j, node in enumerate(graph.nodes) if i in node.inputs])


def _through(case: Case, following: Callable[[int], Iterable[int]]) -> Iterator[int]:
    """The nearest layers in one direction, quiet ones seen through."""
    nodes = case.question.network.graph.nodes
    for first in following(case.question.position or 0):
        near = first
        while "quiet" in nodes[near].op.traits and len(further := list(following(near))) == 1:
            yield near
            near = further[0]
        yield near


def _others(case: Case) -> Iterable[int]:
    return (i for i in case.question.network.shown if i != case.question.position)


def _answers(positions: Callable[[Case], Iterable[int]], *, telling: bool = False) -> Answers:
    """The same figure of other layers."""
    def answers(case: Case) -> Iterator[Mistaken]:
        if case.whole:
            return
        settings = _either_params(case.settings)
        for position in dict.fromkeys(positions(case)):
            other = case.question._replace(position=position)
            for target in _targets(other, settings):
                if target.value and (not telling or isinstance(target.value, tuple) or target.value >= _TELLING):
                    yield Mistaken(target, partial(_told, other, target))

    return answers


@lru_cache(maxsize=256)
def _either_params(settings: AnswerSettings) -> AnswerSettings:
    """The same settings, by which parameters may be told with biases and without."""
    return settings._replace(params=tuple(dict.fromkeys((*settings.params, *AnswerSettings().params))))


def _targets(question: Question, settings: AnswerSettings) -> tuple[Target, ...]:
    """The other question's answers."""
    try:
        return question.targets(settings)
    except ArchcalcError:
        return ()


def _told(question: Question, target: Target) -> Told:
    network, position = question.network, question.position or 0
    return said("{result}, which is that of {layer}", result=question.figure.told(network, position, target),
                layer=network.node(position).name)


def _other_figures(case: Case) -> Iterator[Mistaken]:
    settings = _either_params(case.settings)
    for name in sorted(_NUMBERS - {case.question.figure.name}):
        figure = FIGURES[name]
        for target in _targets(case.question._replace(figure=figure), settings):
            if target.value and target.bare:
                told = partial(said, "this is its {figure}", figure=said(figure.title))
                unit = case.targets[0].unit
                yield Mistaken(target._replace(unit=unit), told)
                if unit == BYTES and target.unit == VALUES:
                    held = partial(said, "these are the bytes of its {figure}", figure=said(figure.title))
                    yield Mistaken(Target(target.value * case.settings.value_bytes, BYTES), held)


ROWS = (
    Misconception("previous-layer", "this is the answer of the layer before", "look again which layer is asked for",
                  _ALL, _answers(_before), rank=LISTED + 5),
    Misconception("next-layer", "this is the answer of the layer after", "look again which layer is asked for",
                  _ALL, _answers(_after), rank=LISTED + 6),
    Misconception("other-figure", "this is another figure of the same layer", "look again which figure is asked for",
                  _NUMBERS, _other_figures, rank=OTHER + 1),
    Misconception("other-layer", "this is the answer of another layer", "look again which layer is asked for",
                  _ALL, _answers(_others, telling=True), rank=OTHER + 10),
)
