"""The figures that papers and lectures print: how each is read, and how it is computed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fnmatch import fnmatchcase
from functools import lru_cache
from math import inf, prod
from typing import Any, NamedTuple

from archcalc.base.printed_numbers import Printed, parse_percent, parse_printed, parse_times
from archcalc.counting import conventions
from archcalc.counting.convention import depth
from archcalc.counting.measures import figures
from archcalc.language.about import Published
from archcalc.loading import library
from archcalc.network.builder import build
from archcalc.network.graph import Graph

Counts = tuple[list[int], list[int]]
"""What a convention counts at every node, and the bytes of it."""


class Question(NamedTuple):
    """A published figure, the network it is of, the layers that it concerns by position, and the bytes of a value."""

    published: Published
    graph: Graph
    places: list[int]
    value_bytes: int


class Answer(NamedTuple):
    """A computed figure, its convention, and its bytes where it has some."""

    value: Any
    convention: str = ""
    size: int | None = None


class Figure(NamedTuple):
    """A kind of figure: `read` says what a printed text may mean, `answers` computes it, in the likeliest way first."""

    answers: Callable[[Question], Iterator[Answer]]
    read: Callable[[str], tuple[Printed, ...]] = parse_printed


@lru_cache(maxsize=1)
def network(name: str) -> Graph:
    """Another network, to compare with."""
    return build(library.load(name))


def _counted(kind: str) -> Callable[[Question], Iterator[Answer]]:
    """A sum over the layers under the convention named, or under every one that may be meant."""
    def answers(question: Question) -> Iterator[Answer]:
        named = question.published.convention
        for name in (named,) if named else conventions.MEANT[kind]:
            rule = conventions.load(kind, name)
            counts, sizes = rule.counts(question.graph), rule.sizes(question.graph, question.value_bytes)
            yield Answer(sum(counts[i] for i in question.places), name, sum(sizes[i] for i in question.places))

    return answers


def _share(kind: str) -> Callable[[Question], Iterator[Answer]]:
    """The layers' share of the whole network's, in percent."""
    def answers(question: Question) -> Iterator[Answer]:
        for part in _counted(kind)(question):
            whole = sum(conventions.load(kind, part.convention).counts(question.graph))
            yield Answer(round(100 * part.value / whole, 2), part.convention)

    return answers


def _ratio(count: Callable[[Question], Iterator[Answer]]) -> Callable[[Question], Iterator[Answer]]:
    """The ratio to another network; "fewer" and "less" turn it round."""
    def answers(question: Question) -> Iterator[Answer]:
        other = network(question.published.against)
        against = question._replace(graph=other, places=list(range(len(other.nodes))))
        fewer = any(word in question.published.printed for word in ("fewer", "less", "faster"))
        for own, theirs in zip(count(question), count(against), strict=True):
            larger, smaller = (theirs, own) if fewer else (own, theirs)
            yield Answer(round(larger.value / smaller.value, 2), own.convention)

    return answers


def _weights(question: Question) -> Iterator[Answer]:
    yield Answer(sum(figures(question.graph.nodes[i]).weight for i in question.places), "weights")


def _output(question: Question) -> Iterator[Answer]:
    yield Answer(question.graph.nodes[question.places[-1]].shape[1:])


def _neurons(question: Question) -> Iterator[Answer]:
    """The values that a layer gives; of a network, those of all its convolutions and fully connected layers."""
    nodes = [question.graph.nodes[i] for i in question.places]
    chosen = nodes[-1:] if question.published.layer else [node for node in nodes if "weight-layer" in node.op.traits]
    yield Answer(sum(prod(node.shape[1:]) for node in chosen))


def _weight_layers(question: Question) -> Iterator[Answer]:
    yield Answer(sum("weight-layer" in question.graph.nodes[i].op.traits for i in question.places))


def _depth(question: Question) -> Iterator[Answer]:
    yield Answer(depth(question.graph))


def _operators(question: Question) -> Iterator[Answer]:
    yield Answer(sum(bool(question.graph.nodes[i].inputs) for i in question.places))


def _modules(question: Question) -> Iterator[Answer]:
    """The modules whose name matches."""
    names = {name for node in question.graph.nodes for name in node.path}
    yield Answer(sum(fnmatchcase(name, question.published.layer) for name in names))


def _any_words(text: str) -> tuple[Printed, ...]:
    """Words without a number, such as "faster": at least one time as many."""
    return (Printed(1, inf, size=False),) if text else ()


FIGURES: dict[str, Figure] = {
    "params": Figure(_counted("params")), "memory": Figure(_counted("memory")), "macs": Figure(_counted("operations")),
    "weights": Figure(_weights), "output": Figure(_output), "neurons": Figure(_neurons),
    "layers": Figure(_weight_layers), "depth": Figure(_depth), "operators": Figure(_operators),
    "modules": Figure(_modules),
    "params-share": Figure(_share("params"), parse_percent),
    "macs-share": Figure(_share("operations"), parse_percent),
    "params-ratio": Figure(_ratio(_counted("params")), parse_times),
    "memory-ratio": Figure(_ratio(_counted("memory")), parse_times),
    "macs-ratio": Figure(_ratio(_counted("operations")), parse_times),
    "layers-ratio": Figure(_ratio(_weight_layers), parse_times),
    "fewer-macs": Figure(_ratio(_counted("operations")), _any_words),
}
"""The figures that a specification may say were published."""
