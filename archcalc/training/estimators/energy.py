"""The energy of a forward pass, from what one operation and one access to memory were published to take.

An estimate: circuits of one process and one voltage, without control, clock and idle time; no caches are counted, so
that memory lies between everything once and every layer's volumes out and in again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from archcalc.base import units
from archcalc.base.errors import ArchcalcError
from archcalc.base.named_tuples import NamedTuple
from archcalc.base.report import Column, Report, Table
from archcalc.base.suggestions import unknown
from archcalc.counting.measures.operator_counts import figures
from archcalc.counting.measures.per_layer import outputs
from archcalc.network.batch_items import an_item
from archcalc.network.graph import Graph
from archcalc.training.memory import Choices
from archcalc.training.roofline import traffic

_PICO, _BITS_OF_ACCESS = 1e-12, 64


class EnergyTable(NamedTuple):
    """Picojoules of a multiplication and an addition by type of number; of 64 bits of DRAM, the least and the most."""

    products: Mapping[str, tuple[float, float]]
    dram: tuple[float, float]
    source: str


TABLES = {
    "horowitz-2014": EnergyTable({"float32": (3.7, 0.9), "float16": (1.1, 0.4)}, (1300.0, 2600.0),
                                 "Horowitz 2014 (Computing's energy problem, ISSCC), figure 1.1.9: 45 nm, 0.9 V"),
}
"""Published energies, by name."""


class Energy(NamedTuple):
    """Joules of a forward pass: of the products, and of memory, the least and the most, with the bytes of each."""

    macs: int
    products: float
    once_bytes: int
    every_bytes: int
    least: float
    most: float


def energy(graph: Graph, choices: Choices, table: EnergyTable) -> Energy:
    """The energy of a forward pass of the graph's batch. Raises ArchcalcError for numbers that the table has not."""
    dtype = "float16" if choices.dtype == "mixed" else choices.dtype
    if dtype not in table.products or choices.amp is not None:
        raise ArchcalcError.of("usage", f"--energy has no figures for {'autocast' if choices.amp else choices.dtype}",
                               hint=f"--dtype {' or '.join(table.products)}: {table.source}")
    macs = sum(figures(node).cost.macs for node in graph.nodes)
    moves = list(traffic(graph, choices))
    every = sum(each.bytes for each in moves)
    once = sum(each.weights for each in moves) + choices.precision.activation * _ends(graph)
    least, most = (_PICO * 8 / _BITS_OF_ACCESS * each for each in table.dram)
    return Energy(macs, _PICO * sum(table.products[dtype]) * macs, once, every, least * once, most * every)


def _ends(graph: Graph) -> int:
    return sum(outputs(node) for i, node in enumerate(graph.nodes) if node.is_entrance or i in graph.outputs)


def with_energy(made: Report, graph: Graph, choices: Choices, name: str) -> Report:
    """The report of a plan, with the energy of a forward pass by a table. Raises ArchcalcError."""
    if name not in TABLES:
        raise unknown("table of energies", name, TABLES)
    table = TABLES[name]
    found = energy(graph, choices, table)
    columns = (Column("part", "part", rank=0), Column("amount", "amount", rank=1),
               Column("least", f"{an_item(graph)}, from", rank=0), Column("most", "to", rank=0))
    each = [value / graph.batch for value in (found.products, found.least, found.most)]
    rows = (("products", f"{units.count(found.macs)} MACs", _joules(each[0]), _joules(each[0])),
            ("memory", f"{units.megabytes(found.once_bytes)} to {units.megabytes(found.every_bytes)}",
             _joules(each[1]), _joules(each[2])),
            ("together", "", _joules(each[0] + each[1]), _joules(each[0] + each[2])))
    head = {**made.head, "energy_table": name, "product_joules": each[0], "least_joules": each[0] + each[1],
            "most_joules": each[0] + each[2]}
    told = Table("energy", columns, rows, None, "Energy of a forward pass, estimated")
    return made._replace(tables=(*made.tables, told), notes=(*_notes(choices, table), *made.notes), head=head)


def _notes(choices: Choices, table: EnergyTable) -> Iterator[str]:
    dtype = "float16" if choices.dtype == "mixed" else choices.dtype
    multiply, add = table.products[dtype]
    yield (f"energy: an estimate by {table.source}; {multiply} pJ a multiplication and {add} pJ an addition in {dtype},"
           f" {table.dram[0] / 1000:g} to {table.dram[1] / 1000:g} nJ for 64 bits of DRAM; from: parameters, input and "
           "output pass once; to: every layer reads and writes its volumes in DRAM; control, clocks, caches and what a "
           "device takes at rest are not counted")


def _joules(value: float) -> str:
    return f"{1000 * value:,.3g} mJ"
