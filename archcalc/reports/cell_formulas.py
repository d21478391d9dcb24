"""The arithmetic behind the cells of a network's table."""

from __future__ import annotations

from math import prod

from archcalc.base.report import Table
from archcalc.counting.derivations import derive, field_arithmetic
from archcalc.counting.measures import figures
from archcalc.network.graph import Graph


def arithmetic(graph: Graph, table: Table) -> dict[tuple[int, str], str]:
    """The arithmetic of the lecture's cells, 224*224*64 and (3*3*3)*64, where the conventions count just that."""
    formulas: dict[tuple[int, str], str] = {}
    fields = table.column("receptive_field")
    for i, (node, row) in enumerate(zip(graph.nodes, table.records(), strict=True)):
        values = row["activations"]
        before = fields[node.inputs[0]] if len(node.inputs) == 1 else None
        cells = {
            "output_shape": derive.sides(node),
            "activations": derive.memory(node) if values == prod(node.shape) else "",
            "activation_bytes": f"{values}*{row['activation_bytes'] // values}" if values else "",
            "weights": derive.weights(graph, node) if row["weights"] else "",
            "affine": derive.weights(graph, node, "affine") if row["affine"] else "",
            "macs": derive.macs(graph, node) if row["macs"] and row["macs"] == figures(node).cost.macs else "",
            "receptive_field": field_arithmetic.field(node, before, row["receptive_field"])[0],
        }
        formulas |= {(i, key): told for key, told in cells.items() if told}
    return formulas
