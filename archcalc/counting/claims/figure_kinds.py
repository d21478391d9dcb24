"""The figures that papers and lectures print: how each is read, and how it is computed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fnmatch import fnmatchcase
from functools import lru_cache
from math import inf, prod
from typing import Any

from archcalc.base.axis_order import Extent, channels_last
from archcalc.base.named_tuples import NamedTuple
from archcalc.base.printed_numbers import Printed, parse_percent, parse_printed, parse_sides, parse_times
from archcalc.counting import conventions
from archcalc.counting.convention import depth
from archcalc.counting.measures import figures
from archcalc.counting.measures.idle_experts import idle
from archcalc.counting.measures.kept_of_token import kept_of_token
from archcalc.language.about import Published
from archcalc.loading import library
from archcalc.network.builder import build
from archcalc.network.graph import Graph

Counts = tuple[list[int], list[int]]
"""What a convention counts at every node, and the bytes of it."""


class ClaimQuestion(NamedTuple):
    """A published figure, the network it is of, the layers that it concerns by position, and the bytes of a value."""

    published: Published
    graph: Graph
    places: list[int]
    value_bytes: int


class Computed(NamedTuple):
    """A computed figure, its convention, and its bytes where it has some."""

    value: Any
    convention: str = ""
    size: int | None = None


class FigureKind(NamedTuple):
    """A kind of figure: `read` says what a printed text may mean, `answers` computes it, in the likeliest way first."""

    answers: Callable[[ClaimQuestion], Iterator[Computed]]
    read: Callable[[str], tuple[Printed, ...]] = parse_printed


@lru_cache(maxsize=1)
def network(name: str) -> Graph:
    """Another network, to compare with."""
    return build(library.load(name))


def _counted(kind: str) -> Callable[[ClaimQuestion], Iterator[Computed]]:
    """A sum over the layers under the convention named, or under every one that may be meant."""
    def answers(question: ClaimQuestion) -> Iterator[Computed]:
        named = question.published.convention
        for name in (named,) if named else conventions.MEANT[kind]:
            rule = conventions.load(kind, name)
            counts, sizes = rule.counts(question.graph), rule.sizes(question.graph, question.value_bytes)
            yield Computed(sum(counts[i] for i in question.places), name, sum(sizes[i] for i in question.places))

    return answers


def _share(kind: str) -> Callable[[ClaimQuestion], Iterator[Computed]]:
    """The layers' share of the whole network's, in percent."""
    def answers(question: ClaimQuestion) -> Iterator[Computed]:
        for part in _counted(kind)(question):
            whole = sum(conventions.load(kind, part.convention).counts(question.graph))
            yield Computed(round(100 * part.value / whole, 2), part.convention)

    return answers


def _ratio(count: Callable[[ClaimQuestion], Iterator[Computed]]) -> Callable[[ClaimQuestion], Iterator[Computed]]:
    """The ratio to another network; "fewer" and "less" turn it round."""
    def answers(question: ClaimQuestion) -> Iterator[Computed]:
        other = network(question.published.against)
        against = question._replace(graph=other, places=list(range(len(other.nodes))))
        fewer = any(word in question.published.printed for word in ("fewer", "less", "faster"))
        for own, theirs in zip(count(question), count(against), strict=True):
            larger, smaller = (theirs, own) if fewer else (own, theirs)
            yield Computed(round(larger.value / smaller.value, 2), own.convention)

    return answers


def _weights(question: ClaimQuestion) -> Iterator[Computed]:
    yield Computed(sum(figures(question.graph.nodes[i]).weight for i in question.places), "weights")


def _active(question: ClaimQuestion) -> Iterator[Computed]:
    """The parameters that a token meets: without the experts of mixtures that are not active."""
    for every in _counted("params")(question):
        resting = sum(idle(question.graph.nodes[i]).params for i in question.places)
        yield Computed(every.value - resting, every.convention)


def _cache(question: ClaimQuestion) -> Iterator[Computed]:
    """The keys and values that a context leaves behind, and their bytes; nothing where no layer looks back."""
    tokens = int(question.published.tokens or question.graph.nodes[0].volume[0])
    kept = [kept_of_token(question.graph.nodes[i]) for i in question.places]
    values = sum(each.values * each.tokens(tokens) for each in kept)
    if values:
        yield Computed(values, size=values * question.value_bytes)


def _output(question: ClaimQuestion) -> Iterator[Computed]:
    yield Computed(question.graph.nodes[question.places[-1]].volume)


def _filters(question: ClaimQuestion) -> Iterator[Computed]:
    """The channels, or features, that a layer gives."""
    yield Computed(channels_last(question.graph.nodes[question.places[-1]].volume)[-1])


def _neurons(question: ClaimQuestion) -> Iterator[Computed]:
    """The values that a layer gives; of a network, those of all its convolutions and fully connected layers."""
    nodes = [question.graph.nodes[i] for i in question.places]
    chosen = nodes[-1:] if question.published.layer else [node for node in nodes if "weight-layer" in node.op.traits]
    yield Computed(sum(prod(node.volume) for node in chosen))


def _weight_layers(question: ClaimQuestion) -> Iterator[Computed]:
    yield Computed(sum("weight-layer" in question.graph.nodes[i].op.traits for i in question.places))


def _depth(question: ClaimQuestion) -> Iterator[Computed]:
    yield Computed(depth(question.graph))


def _operators(question: ClaimQuestion) -> Iterator[Computed]:
    yield Computed(sum(bool(question.graph.nodes[i].inputs) for i in question.places))


def _modules(question: ClaimQuestion) -> Iterator[Computed]:
    """The modules whose name matches."""
    names = {name for node in question.graph.nodes for name in node.path}
    yield Computed(sum(fnmatchcase(name, question.published.layer) for name in names))


def _receptive_field(question: ClaimQuestion) -> Iterator[Computed]:
    """The sides of what a value of the last layer sees; nothing where they are only known to be at most so large."""
    from archcalc.counting.columns import receptive_field

    (seen,) = [*receptive_field.cells(question.graph)][question.places[-1]]
    if seen and not seen.get("at_most"):
        yield Computed(Extent(seen["size"]))


def _any_words(text: str) -> tuple[Printed, ...]:
    """Words without a number, such as "faster": at least one time as many."""
    return (Printed(1, inf, size=False),) if text else ()


FIGURES: dict[str, FigureKind] = {
    "params": FigureKind(_counted("params")), "memory": FigureKind(_counted("memory")),
    "macs": FigureKind(_counted("operations")),
    "weights": FigureKind(_weights), "output": FigureKind(_output), "neurons": FigureKind(_neurons),
    "layers": FigureKind(_weight_layers), "depth": FigureKind(_depth), "operators": FigureKind(_operators),
    "modules": FigureKind(_modules), "filters": FigureKind(_filters),
    "receptive-field": FigureKind(_receptive_field, parse_sides),
    "active-params": FigureKind(_active), "cache": FigureKind(_cache),
    "params-share": FigureKind(_share("params"), parse_percent),
    "macs-share": FigureKind(_share("operations"), parse_percent),
    "params-ratio": FigureKind(_ratio(_counted("params")), parse_times),
    "memory-ratio": FigureKind(_ratio(_counted("memory")), parse_times),
    "macs-ratio": FigureKind(_ratio(_counted("operations")), parse_times),
    "layers-ratio": FigureKind(_ratio(_weight_layers), parse_times),
    "fewer-macs": FigureKind(_ratio(_counted("operations")), _any_words),
}
"""The figures that a specification may say were published."""
