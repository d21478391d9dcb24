"""Printed figures of papers and lectures against the arithmetic."""

from __future__ import annotations

from collections.abc import Collection
from fnmatch import fnmatchcase
from typing import Any

from archcalc.base.axis_order import Extent, Signal, channels_last
from archcalc.base.named_tuples import NamedTuple
from archcalc.base.printed_numbers import Printed
from archcalc.counting import conventions
from archcalc.counting.claims.figure_kinds import FIGURES, ClaimQuestion, Computed
from archcalc.language.about import Published
from archcalc.network.graph import Graph

REPRODUCED, OTHERWISE, CONTRADICTED = "reproduced", "reproduced-otherwise", "contradicted"
NOT_COMPUTED = "not-computed"


class Claim(NamedTuple):
    """A published figure, what is computed for it, and whether the two agree at the digits printed."""

    published: Published
    computed: Any
    verdict: str
    convention: str = ""
    size: int | None = None
    """The bytes of what is computed, where it has some."""
    otherwise: Computed | None = None
    """What the other convention gives, where one reproduces the figure."""
    off: float | None = None
    """How much larger the computed figure is than the printed one, as a part of it, where they disagree."""

    @property
    def unexplained(self) -> bool:
        """True where it is contradicted for an unknown reason."""
        return self.verdict == CONTRADICTED and not self.published.erratum


def check(graph: Graph, value_bytes: int) -> tuple[Claim, ...]:
    """Every figure that the specification says was published."""
    return tuple(_check(graph, figure, value_bytes) for figure in graph.about.published)


def check_whole(graph: Graph, value_bytes: int, chosen: Collection[str]) -> tuple[Claim, ...]:
    """The figures of the whole network that name no way of counting, or one of those chosen."""
    return tuple(_check(graph, figure, value_bytes) for figure in graph.about.published
                 if not figure.layer and (not figure.convention or figure.convention in chosen))


def _check(graph: Graph, published: Published, value_bytes: int) -> Claim:
    figure, places = FIGURES[published.figure], _places(graph, published.layer)
    try:
        readings = figure.read(published.printed)
    except ValueError:
        readings = ()
    unknown = published.convention and published.convention not in conventions.NAMES
    if not readings or not places or unknown:
        return Claim(published, None, NOT_COMPUTED)
    first: Computed | None = None
    of_a_value = int(published.bytes or value_bytes)
    for answer in figure.answers(ClaimQuestion(published, graph, places, of_a_value)):
        if any(_agrees(reading, answer) for reading in readings):
            if first is None:
                return Claim(published, answer.value, REPRODUCED, answer.convention, answer.size)
            return Claim(published, first.value, OTHERWISE, answer.convention, first.size, answer)
        first = first or answer
    if first is None:
        return Claim(published, None, NOT_COMPUTED)
    return Claim(published, first.value, CONTRADICTED, first.convention, first.size, off=_off(readings, first))


def _agrees(reading: Printed, answer: Computed) -> bool:
    if isinstance(answer.value, Extent):
        return reading.shape in (answer.value, answer.value[:1] if len({*answer.value}) == 1 else answer.value)
    if isinstance(answer.value, tuple):
        two_axes = [channels_last(answer.value)] if isinstance(answer.value, Signal) else []
        return reading.shape in (answer.value, answer.value[1:], *two_axes)
    if reading.size:
        return answer.size is not None and reading.fits(answer.size)
    return reading.fits(answer.value)


def _off(readings: tuple[Printed, ...], answer: Computed) -> float | None:
    """The smallest relative difference to any reading."""
    if isinstance(answer.value, tuple) or readings[0].shape:
        return None
    differences = []
    for reading in readings:
        middle = (reading.low + reading.high) / 2
        number = answer.size if reading.size else answer.value
        if middle and number is not None:
            differences.append((number - middle) / middle)
    return min(differences, key=abs, default=None)


def _places(graph: Graph, layer: str) -> list[int]:
    """The positions of the whole network, of a layer, of all layers of a module or group, or of those that match."""
    if not layer:
        return list(range(len(graph.nodes)))
    return [i for i, node in enumerate(graph.nodes) if node.name.startswith(f"{layer}/")
            or any(name == layer or fnmatchcase(name, layer) for name in (node.name, *node.path))]
