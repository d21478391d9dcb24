"""A network split over several devices by layers: a stretch of layers on each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate, pairwise
from operator import add

from archcalc.base.errors import ArchcalcError
from archcalc.base.named_tuples import NamedTuple
from archcalc.counting.measures.operator_counts import figures
from archcalc.network.graph import Graph
from archcalc.training.cut_points import Cuttable, cuttable
from archcalc.training.live_gradients import live
from archcalc.training.memory import Choices, held, widths
from archcalc.training.partition import Table, balanced

BY = ("memory", "macs")


class Stage(NamedTuple):
    """The layers on one device, by position; the bytes of what they hold; their MACs; what they hand to the next one.

    `held` are parameters, gradients and the optimizer's state; `saved` what the layers save, received volumes too;
    `live` the largest live gradients of activations; `crossing` the layers whose outputs are needed on later devices,
    and `passed` the bytes of these. As much comes back in gradients.
    """

    first: int
    last: int
    held: int
    saved: int
    live: int
    macs: int
    crossing: tuple[int, ...]
    passed: int


def in_a_row(graph: Graph, choices: Choices, devices: int, by: str) -> list[Stage]:
    """The layers in as many stretches as there are devices, of which the largest in memory or MACs is smallest.

    Of the cuts that give this, those that least passes are taken. One batch is on its way at a time: a pipeline of
    several holds the saved values of each.
    """
    network = cuttable(graph, choices)
    places = network.places()
    if devices >= len(places):
        raise ArchcalcError.of("devices", f"{graph.about.name} cannot be cut into {devices} parts",
                               hint=f"it has {len(places) - 2} places to cut at: {len(places) - 1} parts at most")
    layers = _layer_costs(graph, choices)
    costs = network.part_costs(places, received=True)
    loads = _macs(places, layers) if by == "macs" else _sums(costs.loads, _memory_besides(places, layers))
    cuts = balanced(costs._replace(loads=loads), devices)
    bounds = [places[0], *(places[cut] for cut in cuts), places[-1]]
    return [_stage(network, since, last, layers) for since, last in pairwise(bounds)]


class _LayerCosts(NamedTuple):
    """Of every layer: the bytes held from step to step, of live gradients of activations while it works, its MACs."""

    held: list[int]
    gradients: list[int]
    macs: list[int]


def _layer_costs(graph: Graph, choices: Choices) -> _LayerCosts:
    return _LayerCosts([sum(held(node, choices)) for node in graph.nodes],
                       [each.most for each in live(graph, choices.saving, widths(graph, choices))],
                       [figures(node).cost.macs for node in graph.nodes])


def _macs(places: Sequence[int], layers: _LayerCosts) -> Table:
    """The MACs of every part."""
    return _of_parts([sum(layers.macs[inside]) for inside in _stretches(places)], add)


def _memory_besides(places: Sequence[int], layers: _LayerCosts) -> Table:
    """The bytes of every part besides what it saves: those held, of all its layers, and the most of live gradients."""
    return _sums(_of_parts([sum(layers.held[inside]) for inside in _stretches(places)], add),
                 _of_parts([max(layers.gradients[inside]) for inside in _stretches(places)], max))


def _stretches(places: Sequence[int]) -> Iterator[slice]:
    """The layers between neighbouring places."""
    return (_between(since, last) for since, last in pairwise(places))


def _between(since: int, last: int) -> slice:
    """The layers after one, up to another."""
    return slice(since + 1, last + 1)


def _of_parts(stretches: Sequence[int], joined: Callable[[int, int], int]) -> Table:
    """A number of every part, from that of each stretch between neighbouring places.

        stretches        | a | b | c |
        parts from 0     | a |
                         | a + b |
                         | a + b + c |
    Each is the one before and a stretch more, `joined`: added up, or the larger of both.
    """
    return [[0] * (i + 1) + list(accumulate(stretches[i:], joined)) for i in range(len(stretches) + 1)]


def _sums(one: Table, other: Table) -> Table:
    """Two numbers of every part added up."""
    return [list(map(add, row, more)) for row, more in zip(one, other, strict=True)]


def _stage(network: Cuttable, since: int, last: int, layers: _LayerCosts) -> Stage:
    inside = _between(since, last)
    crossing = network.passing(last) if last < network.end else []
    return Stage(since + 1, last, sum(layers.held[inside]), network.kept(since, last, received=True),
                 max(layers.gradients[inside]), sum(layers.macs[inside]), tuple(crossing),
                 sum(network.sizes[layer] for layer in crossing))
