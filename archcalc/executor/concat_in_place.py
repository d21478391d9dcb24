"""In-place concatenation: what is concatenated later is written into its channels of the result at once.

Concatenations within concatenations (DenseNet's) come to lie in one volume, the last and widest.
"""

from __future__ import annotations

from collections.abc import Iterable

from archcalc.base.named_tuples import NamedTuple
from archcalc.executor.fusion import FusedStep
from archcalc.network.graph import Graph, Node


class ChannelSlot(NamedTuple):
    """The channels from `first` on of the volume of a concatenation, which is a position in the graph."""

    concatenation: int
    first: int


def channel_slots(graph: Graph, steps: Iterable[FusedStep]) -> dict[int, ChannelSlot]:
    """The slot of every volume that is part of a concatenation of volumes, and is written once."""
    made = {step.last for step in steps if "own-volume" in graph.nodes[step.main].op.traits}
    slots: dict[int, ChannelSlot] = {}
    for position, node in enumerate(graph.nodes):
        if not concatenates_channels(node):
            continue
        first = 0
        for read in node.inputs:
            if read in made and read not in slots:
                slots[read] = ChannelSlot(position, first)
            first += graph.nodes[read].shape[1]
    return {position: _outermost(slots, slot) for position, slot in slots.items()}


def concatenates_channels(node: Node) -> bool:
    """True where a node concatenates the channels of volumes."""
    return "stacks" in node.op.traits and len(node.shape) == 4 and node.op.attributes["axis"] == 1


def _outermost(slots: dict[int, ChannelSlot], slot: ChannelSlot) -> ChannelSlot:
    concatenation, first = slot
    while concatenation in slots:
        concatenation, inner = slots[concatenation]
        first += inner
    return ChannelSlot(concatenation, first)
