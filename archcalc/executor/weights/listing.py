"""A network's weights as a report: name, shape, role."""

from __future__ import annotations

from math import prod

from archcalc.base import units
from archcalc.base.report import Column, Report, Table
from archcalc.executor.weights.names import declared, full_name
from archcalc.network.graph import Graph

_COLUMNS = (Column("name", "name", rank=0), Column("role", "role", rank=1), Column("shape", "shape", "axes", rank=0),
            Column("values", "values", "count", rank=0, total=True))


def listing(graph: Graph) -> Report:
    """Every weight, in the order of the layers."""
    rows = tuple((full_name(layer, key), weight.role, weight.shape, prod(weight.shape))
                 for layer, key, weight in declared(graph))
    total = sum(row[-1] for row in rows)
    notes = (f"{graph.at_least}{units.count(len(rows))} arrays; in files they go by these names", *graph.caveats)
    table = Table("weights", _COLUMNS, rows, {"values": total}, total=graph.at_least.strip() or "total")
    return Report("archcalc/weights/1", (table,), notes, {"architecture": graph.about.name}, {"values": total},
                  f"{graph.title}, weights")
