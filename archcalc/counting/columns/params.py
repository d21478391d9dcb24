"""Parameters of each layer: weights, biases, the scale and shift of norms; and the buffers beside them."""

from __future__ import annotations

from collections.abc import Iterator

from archcalc.base.report import Column
from archcalc.counting.columns import Ways
from archcalc.counting.measures import figures
from archcalc.network.graph import Graph

PLACE = 2
COLUMNS = (
    Column("weights", "weights", "count", rank=0, total=True),
    Column("biases", "biases", "count", rank=4, total=True),
    Column("affine", "affine", "count", rank=5, total=True),
    Column("params", "params", "count", total=True),
    Column("buffers", "buffers", "count", total=True),
)


def cells(graph: Graph, ways: Ways) -> Iterator[tuple[int, ...]]:
    """For each node: weights, biases, affine, the parameters that the convention counts, buffers."""
    for node, counted in zip(graph.nodes, ways.rules["params"].counts(graph), strict=True):
        count = figures(node)
        yield count.weight, count.bias, count.affine, counted, count.buffer
