"""What each layer is and gives: its operator, attributes, inputs, output volume."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from archcalc.graph import Graph
from archcalc.report import Column

COLUMNS = (
    Column("name", "layer", rank=0),
    Column("op"),
    Column("notation", "", rank=3),
    Column("summary", "what it does", rank=7),
    Column("attributes"),
    Column("path"),
    Column("inputs"),
    Column("output_shape", "volume", "volume", rank=1),
)


def cells(graph: Graph) -> Iterator[tuple[Any, ...]]:
    """For each node: name, operator, the lecture's notation, what it does, attributes, path, inputs, output shape."""
    names = [node.name for node in graph.nodes]
    for node in graph.nodes:
        op, shapes = node.op, node.input_shapes
        yield (node.name, op.kind, op.notation(*shapes), op.summary(*shapes), op.attributes, node.path,
               tuple(names[i] for i in node.inputs), node.shape[1:])
