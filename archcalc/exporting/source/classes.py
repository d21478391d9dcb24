"""A graph as a program: calls that are alike become one class, whose parameters are the values that differ."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from archcalc.exporting.source.forms import HelperSource, OperatorForm
from archcalc.exporting.source.module_scopes import ModuleScope, scopes
from archcalc.exporting.source.occurrences import Occurrence, StepOccurrence
from archcalc.exporting.source.parameters import Parameters
from archcalc.exporting.source.skeletons import Occurrences
from archcalc.exporting.source.source_program import (
    BlockClass,
    BlockStep,
    LoopRounds,
    NamedPart,
    SourceProgram,
    TiedWeight,
)
from archcalc.network.graph import Graph, Node

FormOf = Callable[[Node], OperatorForm]


def program(graph: Graph, form: FormOf, *, chains_alone: bool = False) -> SourceProgram:
    """The program of a graph whose operators `form` puts into words. Raises Refused where it cannot.

    With `chains_alone` a loop is a chain: its rounds read what the one before gives, and nothing else.
    """
    forms = {node.name: form(node) for node in graph.nodes if "input" not in node.op.traits}
    classes = _Classes(graph, _occurrences(graph, lambda node: forms[node.name], chains_alone))
    helpers: dict[str, HelperSource] = {}
    for each in forms.values():
        for helper in each.helpers:
            _gather(helper, helpers)
    paths = dict(classes.paths(classes.whole, ()))
    return SourceProgram(tuple(classes.made), tuple(classes.tied()), tuple(helpers.values()), paths, forms)


def _gather(helper: HelperSource, found: dict[str, HelperSource]) -> None:
    """A helper after those that it needs."""
    for each in helper.needs:
        _gather(each, found)
    assert found.setdefault(helper.name, helper) == helper, "one name is one helper"


def _occurrences(graph: Graph, form: FormOf, chains_alone: bool) -> dict[str, Occurrence]:
    """The calls of a specification; of a network from elsewhere those that are made twice or more.

    There a folder of layers that stands once is no module that somebody has written, nor, in a specification, is one
    that is called as a layer beside it: a name stands for one of both.
    """
    dissolved = {f"{node.name}/" for node in graph.nodes} if chains_alone and not graph.modules else set[str]()
    while True:
        calls = Occurrences(graph, form, chains_alone)
        calls.of(scopes(graph, dissolved))
        times = Counter(each.skeleton for each in calls.found.values())
        once = {prefix for prefix, each in calls.found.items() if prefix and times[each.skeleton] == 1}
        if graph.modules or not once:
            return calls.found
        dissolved |= once


class _Classes:
    """The classes of a program, made one after another."""

    def __init__(self, graph: Graph, found: dict[str, Occurrence]) -> None:
        self.graph, self.found, self.whole = graph, found, found[""]
        groups: dict[int, list[Occurrence]] = {}
        for each in found.values():
            groups.setdefault(each.skeleton, []).append(each)
        self.numbers: dict[int, int] = {}
        """The class of each skeleton, by its number."""
        self.given: dict[str, tuple[Any, ...]] = {}
        """The values of the parameters of each call, by its prefix."""
        self.names: set[str] = set()
        self.steps: dict[str, list[str]] = {}
        """The names of the steps of the first class of every module."""
        self.made: list[BlockClass] = []
        for skeleton, several in sorted(groups.items(), key=lambda pair: pair[1][0].height):
            self.numbers[skeleton] = len(self.made)
            self.made.append(self.block(several))

    def block(self, several: list[Occurrence]) -> BlockClass:
        """The class of occurrences that are alike."""
        first = several[0]
        parameters = Parameters(_known(several))
        steps = tuple(self.step([*alike], parameters) for alike in zip(*(each.steps for each in several), strict=True))
        for place, each in enumerate(several):
            self.given[each.scope.prefix] = tuple(vector[place] for vector in parameters.vectors.values())
        nodes = self.graph.nodes
        uses = tuple(each.scope.prefix[:-1] for each in several if each is not self.whole)
        return BlockClass(self.name(first), tuple(parameters.vectors), self.inputs(first), steps, first.outputs, uses,
                          tuple(nodes[place].volume for place in first.scope.reads),
                          tuple(nodes[place].volume for place in first.scope.gives))

    def step(self, alike: list[StepOccurrence], parameters: Parameters) -> BlockStep:
        """A step of a class, from the same step of all its occurrences."""
        first = alike[0]
        names, vectors = self.vectors(first, alike)
        expressions = tuple(parameters.expression(vector, name, first.name)
                            for name, vector in zip(names, vectors, strict=True))
        made = first.made if isinstance(first.made, OperatorForm) else self.numbers[first.made.skeleton]
        rounds = None
        if first.times > 1:
            count = parameters.expression(tuple(each.times for each in alike), "depth", first.before)
            rounds = LoopRounds(first.before, first.first, first.after, count, first.carried, self.growth(first),
                                first.shared)
        return BlockStep(first.name, made, expressions, first.reads, first.outputs, first.member, first.node, rounds,
                         first.lenders)

    def vectors(self, first: StepOccurrence, alike: list[StepOccurrence]) -> tuple[list[str], list[tuple[Any, ...]]]:
        """The names of a step's arguments, and for each its values in all occurrences."""
        if isinstance(first.made, OperatorForm):
            names = [argument.name for argument in first.made.said]
        else:
            names = [*self.made[self.numbers[first.made.skeleton]].parameters]
        rows = [self.values(each.made) for each in alike]
        return names, [*zip(*rows, strict=True)] if names else []

    def values(self, made: OperatorForm | Occurrence) -> tuple[Any, ...]:
        """The values of the arguments of an operator, or of the parameters of a call."""
        return made.values if isinstance(made, OperatorForm) else self.given[made.scope.prefix]

    def growth(self, step: StepOccurrence) -> tuple[int, ...]:
        """What arguments grow by from the first round to the second."""
        assert step.second is not None
        pairs = zip(self.values(step.made), self.values(step.second), strict=True)
        return tuple(other - one if type(one) is int else 0 for one, other in pairs)

    def inputs(self, first: Occurrence) -> tuple[str, ...]:
        """The names of what a class reads: those that the module gives them, or those of the layers."""
        call, nodes = first.scope.call, self.graph.nodes
        declared = dict(zip(call.sources, call.inputs, strict=True)) if call else {}
        names = [nodes[place].name for place in first.scope.reads]
        return tuple(declared.get(name, name.rpartition("/")[2]) for name in names)

    def name(self, first: Occurrence) -> str:
        """The class's name: the module's; of a second form of it, also what it has besides or does without."""
        if first is self.whole:
            return self.graph.about.name
        stem = first.scope.kind or _stem(first.scope.prefix)
        own = [step.name for step in first.steps]
        usual = self.steps.setdefault(stem, own)
        more = [f"{stem}_with_{name}" for name in own if name not in usual and not name[-1].isdigit()]
        less = [f"{stem}_without_{name}" for name in usual if name not in own and not name[-1].isdigit()]
        several = (stem, *more[:1], *less[:1], *(f"{stem}_{number}" for number in range(2, len(self.names) + 3)))
        name = next(name for name in several if name not in self.names)
        self.names.add(name)
        return name

    def tied(self) -> Iterator[TiedWeight]:
        """The weights that are another layer's, apart from those of calls and layers that are used twice."""
        lent = {*self._lent(self.whole)}
        layers = {node.name: node for node in self.graph.nodes}
        for node in self.graph.nodes:
            for each in node.shared:
                if node.name not in lent:
                    yield TiedWeight(node, each.weight, layers[each.lender], each.holder.rpartition(".")[2])

    def paths(self, occurrence: Occurrence,
              above: tuple[NamedPart, ...]) -> Iterator[tuple[str, tuple[NamedPart, ...]]]:
        """For every layer of a call its name part by part."""
        for item in occurrence.scope.items:
            if isinstance(item.what, ModuleScope):
                inner = self.found[item.what.prefix]
                word = self.made[self.numbers[inner.skeleton]].name
                yield from self.paths(inner, (*above, NamedPart(item.name, word)))
            else:
                node = self.graph.nodes[item.what]
                yield node.name, (*above, NamedPart(item.name, node.op.kind))

    def _lent(self, occurrence: Occurrence) -> Iterator[str]:
        """The layers that stand in a step which uses another's weights, whole."""
        steps = _rounds(occurrence)
        for item in occurrence.scope.items:
            step = steps[item.name]
            if step.shared if step.name != item.name else step.member != step.name:
                inside = item.what.nodes() if isinstance(item.what, ModuleScope) else (item.what,)
                yield from (self.graph.nodes[place].name for place in inside)
            elif isinstance(item.what, ModuleScope):
                yield from self._lent(self.found[item.what.prefix])


def _rounds(occurrence: Occurrence) -> dict[str, StepOccurrence]:
    """The step that every item of a scope belongs to, by the item's name."""
    return {name: step for step in occurrence.steps for name in
            (step.name, *(f"{step.before}{step.first + number}{step.after}" for number in range(1, step.times)))}


def _known(several: list[Occurrence]) -> dict[str, tuple[Any, ...]]:
    """The parameters that the author has given a module, with their values in every call."""
    calls = [each.scope.call for each in several]
    first = calls[0]
    if first is None:
        return {}
    return {name: tuple(call.parameters[name] for call in calls if call) for name in first.parameters}


def _stem(prefix: str) -> str:
    """A name for the module of a call that is called so: block of layer1/block3/, layer of layer1/0/."""
    for part in reversed(prefix.strip("/").split("/")):
        if stem := re.sub(r"[^a-zA-Z]+", "_", part).strip("_"):
            return stem
    return "block"
