"""Totals: what is added up."""

from __future__ import annotations

from collections.abc import Iterator, Set
from functools import lru_cache, partial
from math import prod

from archcalc.base import plugins
from archcalc.base.plugins import Plugin
from archcalc.counting import conventions
from archcalc.homework.answers.answer import Answer
from archcalc.homework.languages.spoken import Told, said
from archcalc.homework.misconceptions._base import COUNTED, HELD, LISTED, OTHER, Case, Misconception, Mistaken, in_units
from archcalc.homework.questions.right_answers import Target, held
from archcalc.homework.questions.worked_lines import shown

_KINDS = {"memory": "memory", "bytes": "memory", "params": "params", "macs": "operations", "flops": "operations"}
_FAMILIES = {"convolution": "the convolutions", "linear": "the fully connected layers", "pooling": "the pooling layers",
             "norm": "the normalisations", "input": "the input", "lrn": "the normalisations",
             "attention": "the attention"}


def _activations(case: Case) -> Iterator[Mistaken]:
    """The outputs of ReLUs held beside those of the layers before them; with a last softmax; or those of everything."""
    graph, position = case.question.network.graph, case.question.position
    if position is not None:
        if any("activation" in node.op.traits and position in node.inputs for node in graph.nodes):
            yield from _more(case, prod(case.output))
        return
    held = {i: prod(node.shape) for i, node in enumerate(graph.nodes) if "activation" in node.op.traits}
    yield from _more(case, sum(values for i, values in held.items() if i not in graph.outputs))
    yield from _more(case, sum(held.values()))
    counted = case.question.network.counts("memory", case.settings.memory[0])
    everything = sum(prod(node.shape) for node in graph.nodes if node.inputs)
    inputs = sum(count for count, node in zip(counted, graph.nodes, strict=True) if node.is_entrance)
    yield from _more(case, everything + inputs - sum(counted))


def _more(case: Case, values: int) -> Iterator[Mistaken]:
    first = case.targets[0]
    for extra in in_units(case, Target(values)):
        same = next((target for target in case.targets if target.unit == extra.unit), first)
        yield Mistaken(same._replace(value=same.value + extra.value), None)


def _with_inputs(case: Case) -> Iterator[Mistaken]:
    """What goes into a layer or a module is held beside what comes out; of a network it is counted anyway."""
    network = case.question.network
    read = case.inputs if not case.whole else tuple(node.shape for node in network.read)
    if read:
        yield from _more(case, sum(map(prod, read)))


def _with_parameters(case: Case) -> Iterator[Mistaken]:
    """The parameters are held beside the output."""
    if not case.whole:
        yield from _more(case, sum(held(case.op, case.inputs)[role] for role in ("weight", "bias", "affine")))


def _with_activations(case: Case) -> Iterator[Mistaken]:
    """The activations are counted among the parameters."""
    network, position = case.question.network, case.question.position
    counts = network.counts("memory", case.settings.memory[0])
    more = sum(counts) if position is None else counts[position]
    for convention in dict.fromkeys((*(target.convention for target in case.targets), "exact")):
        own = network.counts("params", convention) if convention else []
        total = sum(own) if position is None else own[position] if own else 0
        if more and total:
            yield Mistaken(Target(total + more, case.targets[0].unit, convention))


def _by_layer(case: Case) -> list[tuple[str, Set[str], list[int]]]:
    """Every layer's names (its own, and its traits) and right answers, in the order of the total's targets."""
    found = []
    network = case.question.network
    for position in network.shown:
        targets = case.question.figure.targets(network, position, case.settings)
        node = network.node(position)
        found.append((node.name, node.op.names,
                      [target.value for target in targets if target.convention != "output"]))
    return [row for row in found if len(row[2]) == len(case.targets)]


def _family_left_out(case: Case) -> Iterator[Mistaken]:
    if not case.whole:
        return
    rows = _by_layer(case)
    for family, name in _FAMILIES.items():
        for i, target in enumerate(case.targets):
            share = sum(values[i] for _, names, values in rows if family in names)
            if share and share != target.value:
                layers = said(name)
                yield Mistaken(target._replace(value=target.value - share),
                               partial(said, "without {layers}", layers=layers))
                yield Mistaken(target._replace(value=share), partial(said, "{layers} alone", layers=layers))


def _layer_left_out(case: Case, answer: Answer) -> Told | None:
    return _missing(case, answer, 1, "{layer} is missing")


def _layer_twice(case: Case, answer: Answer) -> Told | None:
    return _missing(case, answer, -1, "{layer} is counted twice")


def _missing(case: Case, answer: Answer, sign: int, told: str) -> Told | None:
    """The layer whose share is exactly what the sum lacks, or has too much."""
    exact = [reading for reading in answer.numbers if reading.low == reading.high and not reading.rounded]
    if not case.whole or not exact:
        return None
    rows = _by_layer(case)
    for i, target in enumerate(case.targets):
        lacking = sign * (target.value - exact[0].low)
        names = [name for name, _, values in rows if values[i] == lacking > 0]
        if names and exact[0].unit in {"", target.unit}:
            first = names[0] if len(names) == 1 else said("{layer} (or a layer like it)", layer=names[0])
            return said(told, layer=first)
    return None


def _other_convention(case: Case) -> Iterator[Mistaken]:
    """The totals by every other way of counting."""
    kind = _KINDS[case.question.figure.name]
    network, position = case.question.network, case.question.position
    for name in _counting(kind, tuple(plugins.loaded)):
        counts = network.counts(kind, name)
        count = Target(sum(counts) if position is None else counts[position], case.targets[0].unit, name)
        for target in in_units(case, count) if kind != "operations" else [count]:
            yield Mistaken(target, partial(_counted, name, target))


@lru_cache
def _counting(kind: str, _: tuple[Plugin, ...]) -> tuple[str, ...]:
    """The conventions that say how to count a kind of figure, while these plugins are loaded."""
    return tuple(name for name in conventions.NAMES if conventions.rule(kind, name) is not None)


def _counted(name: str, target: Target) -> Told:
    return said("{way}: {result}", way=said("counted as {convention} does", convention=name), result=shown(target))


ROWS = (
    Misconception("relu-outputs-counted", "the outputs of the activations were counted too",
                  "an activation works in place: its output takes the place of its input", HELD, _activations),
    Misconception("other-convention", "it is counted in another way", "look again what is to be counted",
                  frozenset(_KINDS), _other_convention, rank=LISTED + 10),
    Misconception("input-counted", "what goes into the layer was counted too",
                  "the layer's own output is asked for; its input is the output of the layer before", HELD,
                  _with_inputs, rank=LISTED + 9),
    Misconception("parameters-counted", "the parameters were counted too",
                  "activations are asked for: the weights are held beside them", HELD, _with_parameters,
                  rank=LISTED + 9),
    Misconception("activations-counted", "the activations were counted among the parameters",
                  "parameters are what is learned; what flows through the network is none", frozenset({"params"}),
                  _with_activations, rank=OTHER + 3),
    Misconception("kind-of-layer-left-out", "a kind of layer was left out",
                  "every layer counts, and where memory is asked, the input too", COUNTED, _family_left_out,
                  rank=OTHER),
    Misconception("layer-left-out", "a layer was left out of the sum", "go through the layers once more", COUNTED,
                  matches=_layer_left_out, rank=OTHER + 1),
    Misconception("layer-counted-twice", "a layer was counted twice", "go through the layers once more", COUNTED,
                  matches=_layer_twice, rank=OTHER + 2),
)
