"""Where volumes are written: what is concatenated later is written into its share of the result at once.

Concatenations within concatenations (DenseNet's) come to lie in one volume, the last and widest.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from archcalc.executor.fusion import Group
from archcalc.network.graph import Graph, Node


class Place(NamedTuple):
    """A share of the volume of the concatenation at position `whole`: its channels from `first` on."""

    whole: int
    first: int


def places(graph: Graph, groups: Iterable[Group]) -> dict[int, Place]:
    """The place of every volume that is part of a concatenation of volumes, and is written once."""
    made = {group.last for group in groups if "own-volume" in graph.nodes[group.main].op.traits}
    homes: dict[int, Place] = {}
    for position, node in enumerate(graph.nodes):
        if not stacks_channels(node):
            continue
        first = 0
        for read in node.inputs:
            if read in made and read not in homes:
                homes[read] = Place(position, first)
            first += graph.nodes[read].shape[1]
    return {position: _outermost(homes, home) for position, home in homes.items()}


def stacks_channels(node: Node) -> bool:
    """Whether a node stacks the channels of volumes."""
    return "stacks" in node.op.traits and len(node.shape) == 4 and node.op.attributes["axis"] == 1


def _outermost(homes: dict[int, Place], home: Place) -> Place:
    whole, first = home
    while whole in homes:
        whole, inner = homes[whole]
        first += inner
    return Place(whole, first)
