"""The operator of each layer, its attributes, inputs and output volume."""

from __future__ import annotations

from typing import Any

from archcalc.base.report import Column
from archcalc.counting.columns import Ways
from archcalc.counting.joined_rows import JoinedRows, MadeOf
from archcalc.counting.measures.alike import spread
from archcalc.network.graph import Graph, Node

PLACE = 0
COLUMNS = (
    Column("name", "layer", rank=0),
    Column("path"),
    Column("inputs"),
    Column("op"),
    Column("attributes"),
    Column("notation", "", rank=3),
    Column("summary", "what it does", rank=7),
    Column("output_shape", "volume", "volume", rank=1),
)


def cells(graph: Graph, ways: Ways | None = None) -> JoinedRows:
    """For each node: name, path, inputs, operator, attributes, the lecture's notation, what it does, output shape."""
    nodes = graph.nodes

    def place(node: Node) -> tuple[Any, ...]:
        return node.name, node.path, tuple([nodes[i].name for i in node.inputs])

    return JoinedRows([MadeOf(nodes, place), spread(graph, _told)])


def _told(node: Node) -> tuple[Any, ...]:
    """Cells that are the same for every node with this operator, these inputs and these weights."""
    op, shapes = node.op, node.input_shapes
    summary = ", ".join(filter(None, (op.summary(*shapes), f"weights of {node.lenders}" if node.shared else "")))
    return op.kind, op.attributes, op.notation(*shapes), summary, node.volume
