"""What papers and lectures print, against the arithmetic."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import prod
from typing import Any, NamedTuple

from archcalc import conventions, units
from archcalc.about import Published
from archcalc.counting import WEIGHT_LAYERS
from archcalc.graph import Graph
from archcalc.measures import figures

REPRODUCED, OTHERWISE, CONTRADICTED = "reproduced", "reproduced-otherwise", "contradicted"
NOT_COMPUTED = "not-computed"


class Claim(NamedTuple):
    """A published figure, what is computed for it, and whether the two agree at the digits printed."""

    published: Published
    computed: Any
    verdict: str
    convention: str = ""
    otherwise: Any = None
    """What the other convention gives, where one reproduces the figure."""


def check(graph: Graph, value_bytes: int, *, layers: bool = True) -> tuple[Claim, ...]:
    """Every figure that the specification says was published, or only those of the whole network."""
    return tuple(_check(graph, figure, value_bytes) for figure in graph.about.published if layers or not figure.layer)


def _check(graph: Graph, published: Published, value_bytes: int) -> Claim:
    measure = _MEASURES.get(published.figure)
    try:
        readings = units.parse_printed(published.printed)
    except ValueError:
        readings = ()
    places = _places(graph, published.layer)
    if measure is None or not readings or not places:
        return Claim(published, None, NOT_COMPUTED)
    first: Claim | None = None
    for convention, computed in measure(graph, places, published.convention):
        agrees = any(_agrees(reading, computed, value_bytes) for reading in readings)
        if agrees and first:
            return first._replace(verdict=OTHERWISE, convention=convention, otherwise=computed)
        claim = Claim(published, computed, REPRODUCED if agrees else CONTRADICTED, convention)
        if agrees:
            return claim
        first = first or claim
    return first or Claim(published, None, NOT_COMPUTED)


def _agrees(reading: units.Printed, computed: Any, value_bytes: int) -> bool:
    if isinstance(computed, tuple):
        return reading.shape == computed
    return reading.fits(computed * value_bytes if reading.size else computed)


def _places(graph: Graph, layer: str) -> list[int]:
    """The positions of the whole network, of a layer, or of all layers of a module or group."""
    return [i for i, node in enumerate(graph.nodes)
            if not layer or node.name == layer or node.name.startswith(f"{layer}/") or layer in node.path]


Measured = Iterator[tuple[str, Any]]
Measure = Callable[[Graph, list[int], str], Measured]


def _by_convention(kind: str) -> Measure:
    """A sum under the convention named, then under every other that counts this kind."""
    def measure(graph: Graph, places: list[int], named: str) -> Measured:
        first = named if named in conventions.NAMES else conventions.DEFAULTS[kind]
        for name in sorted(conventions.NAMES, key=lambda name: (name != first, not name.startswith(first))):
            rule = getattr(conventions.NAMES.load(name), kind, None)
            if rule is not None:
                counts = rule.counts(graph)
                yield name, sum(counts[i] for i in places)

    return measure


def _weights(graph: Graph, places: list[int], named: str) -> Measured:  # noqa: ARG001 - the measures' signature
    yield "weights", sum(figures(graph.nodes[i]).weight for i in places)


def _output(graph: Graph, places: list[int], named: str) -> Measured:  # noqa: ARG001
    yield "", graph.nodes[places[-1]].shape[1:]


def _neurons(graph: Graph, places: list[int], named: str) -> Measured:  # noqa: ARG001
    yield "", prod(graph.nodes[places[-1]].shape[1:])


def _weight_layers(graph: Graph, places: list[int], named: str) -> Measured:  # noqa: ARG001
    yield "", sum(graph.nodes[i].op.family in WEIGHT_LAYERS for i in places)


_MEASURES: dict[str, Measure] = {
    "params": _by_convention("params"), "memory": _by_convention("memory"), "macs": _by_convention("operations"),
    "weights": _weights, "output": _output, "neurons": _neurons, "layers": _weight_layers,
}
FIGURES = tuple(_MEASURES)
"""The figures that a specification may say were published."""
