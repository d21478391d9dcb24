"""A network split over several devices by layers: a stretch of layers on each."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from archcalc.base.errors import ArchcalcError
from archcalc.counting.measures.operator_counts import figures
from archcalc.network.graph import Graph
from archcalc.training.cut_points import Cuttable, cuttable
from archcalc.training.live_gradients import live
from archcalc.training.memory import Choices, held
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

    @property
    def total(self) -> int:
        """All that the device holds."""
        return self.held + self.saved + self.live


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
    loads, prices = network.tables(places, received=True)
    each = [sum(held(node, choices)) for node in graph.nodes]
    macs = [figures(node).cost.macs for node in graph.nodes]
    gradients = [choices.precision.activation * values for values in live(graph, choices.saving)]
    sums = _parts(places, macs, [0] * len(macs)) if by == "macs" else _added(loads, _parts(places, each, gradients))
    cuts = balanced(sums, prices, devices)
    ends = [places[cut] for cut in (*cuts, len(places) - 1)]
    starts = [places[0], *ends[:-1]]
    return [_stage(network, start, end, each, gradients, macs) for start, end in zip(starts, ends, strict=True)]


def _parts(places: Sequence[int], sums: Sequence[int], largest: Sequence[int]) -> Table:
    """For every part, the sum of one number of its layers, and the largest of another."""
    table = []
    for i in range(len(places)):
        row = [0] * (i + 1)
        total = most = 0
        for before, last in pairwise(places[i:]):
            total += sum(sums[before + 1:last + 1])
            most = max(most, *largest[before + 1:last + 1])
            row.append(total + most)
        table.append(row)
    return table


def _added(one: Table, other: Table) -> Table:
    return [[a + b for a, b in zip(row, more, strict=True)] for row, more in zip(one, other, strict=True)]


def _stage(network: Cuttable, since: int, last: int, held: list[int], live: list[int], macs: list[int]) -> Stage:
    inside = slice(since + 1, last + 1)
    saved = network.kept(since, last, received=True)
    crossing = network.passing(last) if last < network.end else []
    return Stage(since + 1, last, sum(held[inside]), saved, max(live[inside]), sum(macs[inside]), tuple(crossing),
                 sum(network.sizes[i] for i in crossing))
