"""Totals: what is added up."""

from __future__ import annotations

from collections.abc import Iterator, Set
from functools import lru_cache, partial
from math import prod

from archcalc.base import plugins
from archcalc.base.plugins import Plugin
from archcalc.counting import conventions
from archcalc.homework.answers.answer import Answer
from archcalc.homework.misconceptions._base import COUNTED, HELD, LISTED, OTHER, Case, Misconception, Mistaken, in_units
from archcalc.homework.questions.right_answers import Target
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
    inputs = sum(count for count, node in zip(counted, graph.nodes, strict=True) if not node.inputs)
    yield from _more(case, everything + inputs - sum(counted))


def _more(case: Case, values: int) -> Iterator[Mistaken]:
    first = case.targets[0]
    for extra in in_units(case, Target(values)):
        same = next((target for target in case.targets if target.unit == extra.unit), first)
        yield Mistaken(same._replace(value=same.value + extra.value), None)


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
                yield Mistaken(target._replace(value=target.value - share), f"without {name}".format)
                yield Mistaken(target._replace(value=share), f"{name} alone".format)


def _layer_left_out(case: Case, answer: Answer) -> str | None:
    return _missing(case, answer, 1, "{} is missing")


def _layer_twice(case: Case, answer: Answer) -> str | None:
    return _missing(case, answer, -1, "{} is counted twice")


def _missing(case: Case, answer: Answer, sign: int, told: str) -> str | None:
    """The layer whose share is exactly what the sum lacks, or has too much."""
    exact = [reading for reading in answer.numbers if reading.low == reading.high and not reading.rounded]
    if not case.whole or not exact:
        return None
    rows = _by_layer(case)
    for i, target in enumerate(case.targets):
        lacking = sign * (target.value - exact[0].low)
        names = [name for name, _, values in rows if values[i] == lacking > 0]
        if names and exact[0].unit in {"", target.unit}:
            return told.format(names[0] if len(names) == 1 else f"{names[0]} (or a layer like it)")
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


def _counted(name: str, target: Target) -> str:
    return f"counted as {name} does: {shown(target)}"


ROWS = (
    Misconception("relu-outputs-counted", "the outputs of the ReLUs were counted too",
                  "a ReLU works in place: its output takes the place of its input", HELD, _activations),
    Misconception("other-convention", "it is counted in another way", "look again what is to be counted",
                  frozenset(_KINDS), _other_convention, rank=LISTED + 10),
    Misconception("kind-of-layer-left-out", "a kind of layer was left out",
                  "every layer counts, and where memory is asked, the input too", COUNTED, _family_left_out,
                  rank=OTHER),
    Misconception("layer-left-out", "a layer was left out of the sum", "go through the layers once more", COUNTED,
                  matches=_layer_left_out, rank=OTHER + 1),
    Misconception("layer-counted-twice", "a layer was counted twice", "go through the layers once more", COUNTED,
                  matches=_layer_twice, rank=OTHER + 2),
)
