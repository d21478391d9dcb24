"""A graph as far as some of its layers: what those layers do not need is left out."""

from __future__ import annotations

from collections.abc import Iterable

from archcalc.network.graph import Graph


def up_to(graph: Graph, wanted: Iterable[int]) -> Graph:
    """The nodes at the positions wanted, which become the outputs, and all that they read."""
    outputs = sorted(wanted)
    needed, left = set(outputs), list(outputs)
    while left:
        for read in graph.nodes[left.pop()].inputs:
            if read not in needed:
                needed.add(read)
                left.append(read)
    order = sorted(needed)
    place = {old: new for new, old in enumerate(order)}
    kept = (graph.nodes[old] for old in order)
    nodes = tuple(node._replace(inputs=tuple(place[read] for read in node.inputs)) for node in kept)
    return graph._replace(nodes=nodes, outputs=tuple(place[old] for old in outputs))
