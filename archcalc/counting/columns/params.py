"""Parameters of each layer: weights, biases, the scale and shift of norms; and the buffers beside them."""

from __future__ import annotations

from collections.abc import Iterable

from archcalc.base.report import Column
from archcalc.counting.columns import Ways
from archcalc.counting.measures import Figures
from archcalc.counting.measures.alike import combined
from archcalc.counting.measures.operator_counts import all_figures
from archcalc.network.graph import Graph

PLACE = 2
COLUMNS = (
    Column("weights", "weights", "count", rank=0, total=True),
    Column("biases", "biases", "count", rank=4, total=True),
    Column("affine", "affine", "count", rank=5, total=True),
    Column("params", "params", "count", total=True),
    Column("buffers", "buffers", "count", total=True),
)


def cells(graph: Graph, ways: Ways) -> Iterable[tuple[int, ...]]:
    """For each node: weights, biases, affine, the parameters that the convention counts, buffers."""
    return combined(_in_roles, all_figures(graph), ways.rules["params"].counts(graph))


def _in_roles(count: Figures, counted: int) -> tuple[int, ...]:
    return count.weight, count.bias, count.affine, counted, count.buffer
