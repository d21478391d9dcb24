"""Calls of modules found to be alike: those of one skeleton do the same with other values."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from archcalc.exporting.source.forms import OperatorForm
from archcalc.exporting.source.loops import folded
from archcalc.exporting.source.module_scopes import ModuleScope
from archcalc.exporting.source.occurrences import Occurrence, StepOccurrence
from archcalc.exporting.source.source_program import StepInput
from archcalc.network.graph import Graph, Node

FormOf = Callable[[Node], OperatorForm]


class Occurrences:
    """All calls of a graph; those of one skeleton have one number."""

    def __init__(self, graph: Graph, form: FormOf, chains_alone: bool) -> None:
        self.graph, self.form, self.chains_alone = graph, form, chains_alone
        self.skeletons: dict[Any, int] = {}
        self.found: dict[str, Occurrence] = {}
        """All calls by their prefixes, inner ones before those around them."""

    def of(self, scope: ModuleScope) -> Occurrence:
        """A call and all calls within it."""
        sources = {place: StepInput(-1, number) for number, place in enumerate(scope.reads)}
        steps: list[StepOccurrence] = []
        borrows = bool(scope.prefix and _lender(_inside(scope, self.graph)))
        for item in scope.items:
            step = self._step(item.name, item.what, sources, scope)
            step = step._replace(lenders=()) if borrows else step  # the call says it of all of them
            gives = item.what.gives if isinstance(item.what, ModuleScope) else [item.what]
            sources |= {place: StepInput(len(steps), number) for number, place in enumerate(gives)}
            steps.append(step)
        steps = [_sharing(step, steps, self.graph, scope) for step in steps]
        given = [sources[place] for place in scope.gives]
        made, outputs = folded(steps, given, self.chains_alone)
        values = tuple(value for step in made for value in step.values)
        key = (scope.kind, len(scope.reads), tuple(step.skeleton for step in made), tuple(outputs))
        number = self.skeletons.setdefault(key, len(self.skeletons))
        height = max((1 + step.made.height for step in made if isinstance(step.made, Occurrence)), default=0)
        self.found[scope.prefix] = Occurrence(scope, tuple(made), tuple(outputs), number, values, height)
        return self.found[scope.prefix]

    def _step(self, name: str, what: int | ModuleScope, sources: dict[int, StepInput],
              scope: ModuleScope) -> StepOccurrence:
        if isinstance(what, ModuleScope):
            inner = self.of(what)
            last = self.graph.nodes[what.gives[0]] if what.gives else self.graph.nodes[[*what.nodes()][-1]]
            reads = tuple(sources[place] for place in what.reads)
            return StepOccurrence(name, inner, reads, len(what.gives), name, last)
        node = self.graph.nodes[what]
        lenders = tuple((each.weight, each.holder.removeprefix(scope.prefix)) for each in node.shared)
        return StepOccurrence(name, self.form(node), tuple(sources[place] for place in node.inputs), 1, name, node,
                              lenders=lenders if self.chains_alone else ())


def _sharing(step: StepOccurrence, steps: list[StepOccurrence], graph: Graph, scope: ModuleScope) -> StepOccurrence:
    """The step, which uses another's weights where all of its own are that one's."""
    lender = _lender(_members(step, graph))
    if not lender.startswith(scope.prefix):
        return step
    for other in steps:
        if other.name != step.name and other.name == lender[len(scope.prefix):]:
            alike = other.made.skeleton == step.made.skeleton and other.made.values == step.made.values
            return step._replace(member=other.member, lenders=()) if alike else step
    return step


def _lender(layers: Iterable[tuple[Node, str]]) -> str:
    """The layer or call that holds every weight of some layers under the same names; nothing where there is none."""
    found = set()
    for node, inside in layers:
        weights = node.op.weights(*node.input_shapes)
        for name in weights:
            there = node.elsewhere.get(name)
            if there is None or any(each.transposed for each in node.shared):
                return ""
            layer, _, weight = there.rpartition(".")
            if weight != name or not f"/{layer}".endswith(f"/{inside}" if inside else ""):
                return ""
            found.add(layer[:len(layer) - len(inside) - 1] if inside else layer)
    return found.pop() if len(found) == 1 else ""


def _members(step: StepOccurrence, graph: Graph) -> Iterator[tuple[Node, str]]:
    """The layers of a step with their names within it."""
    if isinstance(step.made, OperatorForm):
        yield step.node, ""
        return
    yield from _inside(step.made.scope, graph)


def _inside(scope: ModuleScope, graph: Graph) -> Iterator[tuple[Node, str]]:
    """The layers of a call with their names within it."""
    for place in scope.nodes():
        node = graph.nodes[place]
        yield node, node.name[len(scope.prefix):]
