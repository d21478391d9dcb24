"""Gradient checkpointing: keep what passes between parts, and make the rest again, part by part, when it is needed.

Source: Chen et al. 2016 (Training Deep Nets with Sublinear Memory Cost).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import pairwise
from math import prod, sqrt

from archcalc.base.errors import ArchcalcError
from archcalc.base.suggestions import unknown
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


def even_cuts(graph: Graph, choices: Choices) -> Cuts:
    """Cuts into parts of about as many layers, of which there are as many as the root of the layers: Chen's section 4.

    Each lies at the nearest of the places at which the best cuts are looked for.
    """
    network = cuttable(graph, choices)
    first, *places, last = network.places()
    parts = round(sqrt(last - first))
    wanted = [first + (last - first) * part / parts for part in range(1, parts)]
    return tuple(sorted({min(places, key=lambda place: abs(place - at)) for at in wanted})) if places else ()


def cuts_behind_blocks(graph: Graph, choices: Choices) -> Cuts:
    """Cuts behind the outermost modules, or behind the groups of a network without modules.

    Raises ArchcalcError for one that has neither.
    """
    modules = [node.name.partition("/")[0] if "/" in node.name else "" for node in graph.nodes]
    blocks = modules if any(modules) else [node.path[0] if node.path else "" for node in graph.nodes]
    free = set(cuttable(graph, choices).free())
    ends = [i for i, (block, behind) in enumerate(pairwise(blocks)) if block and behind != block]
    if not ends:
        raise ArchcalcError.of("usage", "--checkpoint blocks: the network has no modules, behind which to cut",
                               hint="--checkpoint best looks at every layer")
    return tuple(place for place in ends if place in free)


HOW: Mapping[str, Callable[[Graph, Choices], Cuts]] = {
    "best": best_cuts, "sqrt": even_cuts, "blocks": cuts_behind_blocks}
"""Ways to choose the cuts, as the command calls them."""
HOW_WORDS = {"best": "the cuts, of {} places looked at, under which least is kept",
             "sqrt": "about as many layers in each part as there are parts", "blocks": "behind each outermost module"}


def cuts(graph: Graph, choices: Choices, how: str) -> Cuts:
    """The cuts that are chosen so. Raises ArchcalcError for a way that does not exist."""
    return HOW[checked(how)](graph, choices)


def checked(how: str) -> str:
    """The same way, if there is such. Raises ArchcalcError."""
    if how not in HOW:
        raise unknown("way to checkpoint", how, HOW)
    return how


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
    return choices.precision.activation * sum(prod(node.shape) for node in graph.nodes if node.is_entrance)


def recomputed(graph: Graph, cuts: Cuts) -> int:
    """The MACs computed a second time: of all parts but the last, which goes backward as soon as it is there."""
    return sum(figures(node).cost.macs for node in graph.nodes[:max(cuts, default=-1) + 1])
