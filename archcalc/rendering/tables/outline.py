"""A table's layers under the modules that they stand in, for formats in which the reader folds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from archcalc.base import units
from archcalc.base.named_tuples import NamedTuple
from archcalc.base.report import Table
from archcalc.rendering.tables.folding import SCREEN, contents

Record = dict[str, Any]


class TableOutline(NamedTuple):
    """A table with a row for every module before its layers.

    `levels` tell how deep each row stands, `modules` which rows are modules; down to the depth `fits`, a screen shows
    all rows.
    """

    table: Table
    levels: tuple[int, ...]
    modules: frozenset[int]
    fits: int
    ends: tuple[int, ...] = ()
    """Of each module in order, the row of the table before whose layer is its last, hidden or not."""


def outline(table: Table) -> TableOutline:
    """The table's rows under their modules; a table without paths as it is."""
    if all(column.key != "path" for column in table.columns) or not any(table.column("path")):
        return TableOutline(table, (0,) * len(table.rows), frozenset(), 0)
    sums = [column.key for column in table.columns if column.total]
    records = [record | {"row": i, "hidden": i in table.hidden} for i, record in enumerate(table.records())]
    lines = list(_lines(records, 0, sums))
    keys = [column.key for column in table.columns]
    numbers = {line["row"]: number for number, (_, line) in enumerate(lines) if line["row"] is not None}
    made = table._replace(
        rows=tuple(tuple(line[key] for key in keys) for _, line in lines),
        hidden=frozenset(number for number, (_, line) in enumerate(lines) if line["hidden"]),
        marks=frozenset((numbers[i], key) for i, key in table.marks),
        formulas={(numbers[i], key): text for (i, key), text in table.formulas.items()}
        | {(i, key): text for i, (_, line) in enumerate(lines) for key, text in line.get("sums", {}).items()})
    levels = tuple(level for level, _ in lines)
    modules = frozenset(number for number, (_, line) in enumerate(lines) if line["row"] is None)
    ends = tuple(line["end"] for _, line in lines if line["row"] is None)
    return TableOutline(made, levels, modules, _fits([level for level, line in lines if not line["hidden"]]), ends)


def _lines(records: Sequence[Record], level: int, sums: Sequence[str]) -> Iterator[tuple[int, Record]]:
    """The rows of one module: layers as they are, modules inside it with a row of their own before theirs."""
    for _, run in groupby(records, key=lambda record: _module_of(record, level)):
        layers = list(run)
        if len(layers[0]["path"]) <= level:
            yield from ((level, layer) for layer in layers)
        elif sum(not layer["hidden"] for layer in layers) > 1:
            yield level, _module(layers, level, sums)
            yield from _lines(layers, level + 1, sums)
        else:
            yield from ((level, layer) for layer in layers)


def _module_of(record: Record, level: int) -> object:
    """The module that a layer is in at a level; a layer outside modules stands for itself."""
    return record["path"][level] if len(record["path"]) > level else record["row"]


def _module(layers: Sequence[Record], level: int, sums: Sequence[str]) -> Record:
    """A module's row: what is in it, the volume of its last layer, the sums."""
    inside = contents(layer["op"] for layer in layers if not layer["hidden"])
    return layers[-1] | {key: sum(layer[key] for layer in layers) for key in sums} | {
        "sums": {key: _terms(layers, level + 1, key) for key in sums},
        "name": layers[0]["path"][level], "op": "module", "attributes": {}, "notation": "", "summary": inside,
        "path": layers[0]["path"][:level + 1], "inputs": layers[0]["inputs"], "hidden": False, "row": None,
        "end": layers[-1]["row"]}


def _terms(layers: Sequence[Record], level: int, key: str) -> str:
    """A module's sum as that of the layers and modules right inside it, which its open rows show."""
    parts = (sum(layer[key] for layer in run)
             for _, run in groupby(layers, key=lambda layer: _module_of(layer, level)))
    terms = [units.count(part) for part in parts if part]
    return " + ".join(terms) if len(terms) > 1 else ""


def _fits(levels: Sequence[int]) -> int:
    """The greatest depth at which a screen shows all rows; modules stand open above it."""
    deepest = max(levels, default=0)
    return next((depth for depth in range(deepest, 0, -1) if sum(level <= depth for level in levels) <= SCREEN), 0)
