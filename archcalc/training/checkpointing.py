"""Gradient checkpointing: keep what passes between parts, and make the rest again, part by part, when it is needed.

Source: Chen et al. 2016 (Training Deep Nets with Sublinear Memory Cost).
"""

from __future__ import annotations

from math import prod

from archcalc.counting.measures.operator_counts import figures
from archcalc.network.graph import Graph
from archcalc.training.cut_points import cuttable
from archcalc.training.memory import Choices, Kept, kept, total, unsaved_input
from archcalc.training.partition import lightest

Cuts = tuple[int, ...]
"""The layers after which a network is cut, by position; none: everything is kept."""


def best_cuts(graph: Graph, choices: Choices) -> Cuts:
    """The cuts under which least is kept at once; none, where that keeps least.

    Networks of up to 64 places to cut at are looked through; in longer ones only the narrower places are.
    """
    network = cuttable(graph, choices)
    places = network.places()
    best = lightest(network.part_costs(places, received=False))
    cuts = tuple(places[number] for number in best.cuts)
    return cuts if kept_under(graph, choices, cuts) < kept_under(graph, choices, ()) else ()


def kept_under(graph: Graph, choices: Choices, cuts: Cuts) -> int:
    """The most bytes kept at once: the input, what passes at the cuts, and all that one of the parts saves.

        input | part 1 | part 2 | part 3
                       ^        ^
    Here that is the input, what passes at both marks, and the largest of the three parts.
    """
    if not cuts:
        return total(Kept, kept(graph, choices)).total + unsaved_input(graph, choices)
    network = cuttable(graph, choices)
    starts, ends = (network.start, *cuts), (*cuts, network.end)
    inside = [network.kept(since, end, received=False) for since, end in zip(starts, ends, strict=True)]
    passed = [network.passed(cut, since) for cut, since in zip(cuts, starts, strict=False)]
    return _input_bytes(graph, choices) + max(inside) + sum(passed)


def _input_bytes(graph: Graph, choices: Choices) -> int:
    return choices.precision.activation * sum(prod(node.shape) for node in graph.nodes if not node.inputs)


def recomputed(graph: Graph, cuts: Cuts) -> int:
    """The MACs computed a second time: of all parts but the last, which goes backward as soon as it is there."""
    return sum(figures(node).cost.macs for node in graph.nodes[:max(cuts, default=-1) + 1])
