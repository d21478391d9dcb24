"""Which layers give their input back, or write over it, and so need no memory of their own."""

from __future__ import annotations

from collections import Counter

from archcalc.graph import Graph

VIEWS = frozenset({"flatten", "identity", "dropout", "reshape", "to_tokens", "token", "slice", "crop",
                   "transpose", "regroup", "select"})
"""Kinds that give the values of their input, in another shape or fewer of them; dropout as it is in use."""


def owners(graph: Graph, views: frozenset[str], in_place: frozenset[str]) -> list[int]:
    """For every node, by position, the node in whose memory its output lies: itself, or one before it.

    `views` names the kinds that give their input back, `in_place` the kinds or families that write over it where
    nothing else reads it.
    """
    readers = Counter(position for node in graph.nodes for position in node.inputs)
    found: list[int] = []
    for i, node in enumerate(graph.nodes):
        overwrites = in_place & {node.op.kind, node.op.family} and readers[node.inputs[0]] == 1
        found.append(found[node.inputs[0]] if node.op.kind in views or overwrites else i)
    return found
