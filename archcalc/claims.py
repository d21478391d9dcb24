"""What papers and lectures print, against the arithmetic."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import prod
from typing import Any, NamedTuple

from archcalc import conventions, units
from archcalc.counting import figures
from archcalc.graph import Graph, Node
from archcalc.spec import Published

REPRODUCED, OTHERWISE, CONTRADICTED = "reproduced", "reproduced-otherwise", "contradicted"
NOT_COMPUTED = "not-computed"


class Claim(NamedTuple):
    """A published figure, what is computed for it, and whether the two agree at the digits printed."""

    published: Published
    computed: Any
    verdict: str
    convention: str = ""


def check(graph: Graph, value_bytes: int) -> tuple[Claim, ...]:
    """Every figure that the specification says was published."""
    return tuple(_check(graph, figure, value_bytes) for figure in graph.about.published)


def _check(graph: Graph, published: Published, value_bytes: int) -> Claim:
    measure = _MEASURES.get(published.figure)
    try:
        readings = units.parse_printed(published.printed)
    except ValueError:
        readings = ()
    nodes = _nodes(graph, published.layer)
    if measure is None or not readings or not nodes:
        return Claim(published, None, NOT_COMPUTED)
    first: Claim | None = None
    for convention, computed in measure(nodes, published.convention):
        agrees = any(_agrees(reading, computed, value_bytes) for reading in readings)
        verdict = (REPRODUCED if first is None else OTHERWISE) if agrees else CONTRADICTED
        claim = Claim(published, computed, verdict, convention)
        if agrees:
            return claim._replace(computed=first.computed, convention=convention) if first else claim
        first = first or claim
    return first or Claim(published, None, NOT_COMPUTED)


def _agrees(reading: units.Printed, computed: Any, value_bytes: int) -> bool:
    if isinstance(computed, tuple):
        return reading.shape == computed
    return reading.fits(computed * value_bytes if reading.size else computed)


def _nodes(graph: Graph, layer: str) -> tuple[Node, ...]:
    """The whole network, a layer, or all layers of a module or group."""
    if not layer:
        return graph.nodes
    return tuple(node for node in graph.nodes if node.name == layer or layer in node.path
                 or "/".join(node.path).startswith(layer) or node.name.startswith(f"{layer}/"))


Measured = Iterator[tuple[str, Any]]


def _by_convention(kind: str) -> Callable[[tuple[Node, ...], str], Measured]:
    """A sum under the convention named, then under every other that counts this kind."""
    def measure(nodes: tuple[Node, ...], named: str) -> Measured:
        first = named if named in conventions.NAMES else conventions.DEFAULTS[kind]
        for name in (first, *(other for other in conventions.NAMES if other != first)):
            rule = getattr(conventions.NAMES.load(name), kind, None)
            if rule is not None:
                yield name, sum(map(rule.count, nodes))

    return measure


def _weights(nodes: tuple[Node, ...], named: str) -> Measured:  # noqa: ARG001 - the measures' signature
    yield "weights", sum(figures(node).weight for node in nodes)


def _output(nodes: tuple[Node, ...], named: str) -> Measured:  # noqa: ARG001
    yield "", nodes[-1].shape[1:]


def _neurons(nodes: tuple[Node, ...], named: str) -> Measured:  # noqa: ARG001
    yield "", prod(nodes[-1].shape[1:])


def _weight_layers(nodes: tuple[Node, ...], named: str) -> Measured:  # noqa: ARG001
    yield "", sum(node.op.family in {"convolution", "linear"} for node in nodes)


_MEASURES: dict[str, Callable[[tuple[Node, ...], str], Measured]] = {
    "params": _by_convention("params"), "memory": _by_convention("memory"), "macs": _by_convention("operations"),
    "weights": _weights, "output": _output, "neurons": _neurons, "layers": _weight_layers,
}
FIGURES = tuple(_MEASURES)

