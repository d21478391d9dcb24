"""A network's table for spreadsheets: cells that are computed from other cells, as the operators' rules compute them.

A formula names other cells as {row:key}; the format puts their addresses in. A number that is changed in the sheet
changes what depends on it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import prod
from typing import Any

from archcalc.base.report import Column, Report, Table
from archcalc.counting.derivations.traced_integers import ATOM, PRODUCT, SUM, Traced, Written, written
from archcalc.network.graph import Graph, Node
from archcalc.operators.operator import Op, Shape

_LONGEST = 1000
"""A longer formula is of no use to a reader: the number stands in its place."""

_ADDED = (
    Column("kernel_height", "K high", "count", rank=0), Column("kernel_width", "K wide", "count", rank=0),
    Column("stride", "stride", "count", rank=0), Column("padding", "pad", "count", rank=0),
    Column("height", "H", "count", rank=0), Column("width", "W", "count", rank=0),
    Column("channels", "C", "count", rank=0),
)
_KEPT_BEFORE = ("name", "notation", "summary")
_KEPT_AFTER = ("activations", "activation_bytes", "weights", "biases", "affine", "macs", "receptive_field")


def formula(number: int) -> str:
    """A number as a spreadsheet works it out. Only ones and zeros that stand for nothing are left out.

    >>> width = Traced(227, "{0:width}")
    >>> formula((width * 1 - 11) // 4 + 1)
    'INT(({0:width}-11)/4)+1'
    """
    return written(number, _formula).text


def _formula(number: Traced, parts: list[Written]) -> Written:
    return _SIGNS[number.sign](*parts)


def _quotient(left: Written, right: Written) -> Written:
    return left if right.text == "1" else Written(f"INT({left.within(PRODUCT)}/{right.within(ATOM)})")


_SIGNS: dict[str, Callable[..., Written]] = {
    "+": lambda left, right: Written(f"{left.within(SUM)}+{right.within(SUM)}", SUM),
    "-": lambda left, right: Written(f"{left.within(SUM)}-{right.within(PRODUCT)}", SUM),
    "*": lambda left, right: Written(f"{left.within(PRODUCT)}*{right.within(ATOM)}", PRODUCT),
    "//": _quotient,
    "neg": lambda part: Written(f"-{part.within(ATOM)}", PRODUCT),
}


def sheet(graph: Graph, report: Report) -> Report:
    """The report with its layers' table made for a spreadsheet: sizes as numbers of their own, figures as formulas."""
    layers = report.table("layers")
    builder = _Builder(graph, layers)
    for row, node in enumerate(graph.nodes):
        builder.add(row, node)
    known = {column.key: column for column in layers.columns}
    columns = (*(known[key] for key in _KEPT_BEFORE), *_ADDED, *(known[key] for key in _KEPT_AFTER))
    rows = tuple(tuple(record[column.key] for column in columns) for record in builder.records)
    table = layers._replace(columns=columns, rows=rows, formulas=builder.formulas)
    note = "change a number, and what is computed from it changes with it"
    return report._replace(tables=tuple(table if each is layers else each for each in report.tables),
                           notes=(note, *report.notes))


class _Builder:
    """A table while it is filled: the records, their formulas, and every node's output shape in cells."""

    def __init__(self, graph: Graph, layers: Table) -> None:
        self.graph, self.hidden = graph, layers.hidden
        self.records = [record | dict.fromkeys((column.key for column in _ADDED), None) for record in layers.records()]
        self.formulas: dict[tuple[int, str], str] = {}
        self.shapes: list[Shape] = []

    def add(self, row: int, node: Node) -> None:
        """A layer's sizes and figures."""
        inputs = tuple(self.shapes[i] for i in node.inputs)
        op = self.sized(row, node)
        output = op.output(*inputs) if node.inputs else node.shape
        if row in self.hidden:
            self.shapes.append(tuple(output))
            return
        own = tuple(self.cell(row, key, value) for key, value in zip(_axes(output), output, strict=True))
        self.shapes.append(own)
        self.figures(row, op.replace(**{name: own[1 if len(own) == 4 else -1] for name in ("filters", "units")
                                        if name in op.attributes}), own, inputs)

    def sized(self, row: int, node: Node) -> Op:
        """The operator with the attributes that have a column as cells."""
        given: dict[str, Any] = {}
        attributes = node.op.attributes
        if row not in self.hidden and isinstance(kernel := attributes.get("kernel"), tuple) and len(kernel) == 2:
            given["kernel"] = tuple(self.cell(row, key, size) for key, size
                                    in zip(("kernel_height", "kernel_width"), kernel, strict=True))
        for name in ("stride", "padding"):
            value = attributes.get(name)
            if row not in self.hidden and isinstance(value, tuple) and len(set(value)) == 1:
                given[name] = (self.cell(row, name, value[0]),) * len(value)
        return node.op.replace(**given)

    def cell(self, row: int, key: str, value: int) -> int:
        """A cell that holds a number, or the formula that gave it; what is not in the sheet stays as it is."""
        if not key:
            return value
        self.records[row][key] = int(value)
        self.formula(row, key, value)
        return Traced(int(value), f"{{{row}:{key}}}")

    def formula(self, row: int, key: str, value: int) -> None:
        """Set a cell's formula, if that is what the cell counts."""
        if isinstance(value, Traced) and self.records[row][key] == value and len(told := formula(value)) <= _LONGEST:
            self.formulas[row, key] = told

    def figures(self, row: int, op: Op, own: Shape, inputs: tuple[Shape, ...]) -> None:
        """Memory, arrays and MACs, where the conventions count just what the rules give."""
        self.formula(row, "activations", _values(own))
        counted, size = self.records[row]["activations"], self.records[row]["activation_bytes"]
        if counted:
            self.formula(row, "activation_bytes", Traced(counted, f"{{{row}:activations}}") * (size // counted))
        held = op.weights(*inputs)
        for key, role in (("weights", "weight"), ("biases", "bias"), ("affine", "affine")):
            self.formula(row, key, sum(_array(weight.shape) for weight in held.values() if weight.role == role))
        self.formula(row, "macs", op.cost(own, *inputs).macs)


def _axes(shape: Sequence[int]) -> tuple[str, ...]:
    """The columns that hold a shape's axes; the batch has none."""
    return {4: ("", "channels", "height", "width"), 3: ("", "height", "channels"), 2: ("", "channels")}.get(
        len(shape), ("",) * len(shape))


def _values(shape: Shape) -> int:
    """Batch, height, width, channels multiplied in the lecture's order."""
    batch, *axes = shape
    return prod([*axes[1:], axes[0]] if len(axes) == 3 else axes) * batch


def _array(shape: Shape) -> int:
    """An array's values in the lecture's order: the kernel and the channels that it sees, then the filters."""
    if len(shape) == 4:
        filters, channels, height, width = shape
        return prod((height, width, channels)) * filters
    first, *rest = shape
    return prod([*rest, first])
