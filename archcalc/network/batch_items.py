"""What a network's batch is made of, in words: an image, a sequence of tokens, a signal or a volume."""

from __future__ import annotations

from archcalc.base.axis_order import Signal
from archcalc.network.graph import Graph

_BY_AXES = {4: "image", 5: "volume"}


def item(graph: Graph) -> str:
    """One of a batch, as the first input has it; what has no places is called an image.

    A vector of entries that a table looks up is a sequence: its tokens' numbers.
    """
    first = next((position for position, node in enumerate(graph.nodes) if node.is_entrance), None)
    if first is None:
        return "image"
    shape = graph.nodes[first].shape
    if len(shape) == 3:
        return "signal" if type(shape) is Signal else "sequence"
    looked_up = any(first in node.inputs and "token" in node.op.traits for node in graph.nodes)
    return "sequence" if len(shape) == 2 and looked_up else _BY_AXES.get(len(shape), "image")


def an_item(graph: Graph) -> str:
    """One of a batch with its article: an image, a sequence."""
    word = item(graph)
    return f"{'an' if word[0] in 'aeiou' else 'a'} {word}"


def items(graph: Graph, many: int) -> str:
    """So many of a batch: 1 image, 8 sequences."""
    return f"{many:,} {item(graph)}{'' if many == 1 else 's'}"
