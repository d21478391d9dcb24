"""Inputs that a specification names and that no layer reads."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from archcalc.base.errors import Mistake, quoted
from archcalc.network.graph import Node


def unread_inputs(nodes: Sequence[Node], outputs: Sequence[int]) -> Iterator[Mistake]:
    """A warning of each input among the outputs, which nothing reads: it is counted, and nothing follows from it."""
    for node in (nodes[position] for position in outputs):
        if node.is_entrance and node.place is not None and len(nodes) > 1:
            yield Mistake("unused", f"no layer reads the input {quoted(node.name)}", node.place,
                          "leave it out, or name it in from")
