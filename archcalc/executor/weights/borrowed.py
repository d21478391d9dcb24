"""The weights of a layer as they are held, those that another layer holds among them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from archcalc.network.graph import Borrowed, Graph

Held = Mapping[str, Mapping[str, Any]]
"""Arrays by layer and by the weight's name."""


def stored(graph: Graph, held: Held, position: int) -> Mapping[str, Any]:
    """The weights, by name, of the node at a position."""
    node = graph.nodes[position]
    own = held.get(node.name, {})
    if not node.shared:
        return own
    return {**own, **{each.weight: _elsewhere(each, held) for each in node.shared if each.weight not in own}}


def _elsewhere(weight: Borrowed, held: Held) -> Any:
    layer, _, key = weight.holder.rpartition(".")
    array = held[layer][key]
    return array.transpose(1, 0) if weight.transposed else array
