"""Deep networks made readable: the layers of a module or group as one row, identical neighbours as one.

A folded row holds the sums of its layers, the volume of the last, and how many like parts it has (x4), so that rows
add up to the same totals at every depth.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

from archcalc.base.report import Table

SCREEN = 40
"""A table of so many rows fits a screen."""

Record = dict[str, Any]


def fitting(table: Table) -> Table:
    """The table at the greatest depth at which it fits a screen."""
    if _height(table) <= SCREEN:
        return table
    deepest = max(map(len, table.column("path")), default=0)
    folded = (fold(table, depth) for depth in range(deepest, 0, -1))
    return next((each for each in folded if _height(each) <= SCREEN), fold(table, 1) if deepest else table)


def fold(table: Table, depth: int) -> Table:
    """One row for all consecutive layers that share the first `depth` names of their path, like rows folded (x3)."""
    sums = [column.key for column in table.columns if column.total]
    numbered = [record | {"hidden": i in table.hidden} for i, record in enumerate(table.records())]
    parts = groupby(numbered, key=lambda record: _whose(record, depth))
    rows = [row for _, part in parts for row in _part(list(part), depth, sums)]
    folded = [_alike(list(group), sums) for _, group in groupby(rows, key=lambda row: row["signature"])]
    keys = [column.key for column in table.columns]
    return table._replace(rows=tuple(tuple(row[key] for key in keys) for row in folded), formulas={}, marks=frozenset(),
                          hidden=frozenset(i for i, row in enumerate(folded) if row["hidden"]))


def _whose(record: Record, depth: int) -> Any:
    """The module or group whose row a layer is part of; a layer outside is its own."""
    return record["path"][:depth] if len(record["path"]) >= depth else record["name"]


def _part(layers: list[Record], depth: int, sums: Sequence[str]) -> Iterator[Record]:
    """A module's or group's layers as one row; layers of no module as they are."""
    if len(layers[0]["path"]) < depth:
        yield from (layer | {"signature": (layer["name"],)} for layer in layers)
        return
    children = dict.fromkeys(layer["path"][depth] for layer in layers if len(layer["path"]) > depth)
    whole = all(len(layer["path"]) > depth for layer in layers) and len(children) > 1
    signature = tuple((layer["op"], str(layer["attributes"]), layer["output_shape"], *(layer[key] for key in sums))
                      for layer in layers)
    yield layers[-1] | {key: sum(layer[key] for layer in layers) for key in sums} | {
        "name": _name(layers[0]["name"], layers[0]["path"], depth), "op": "module", "attributes": {}, "hidden": False,
        "notation": f"x{len(children)}" if whole else "", "summary": _contents(layers), "signature": signature,
        "inputs": layers[0]["inputs"], "path": layers[0]["path"][:depth]}


def _name(layer: str, path: tuple[str, ...], depth: int) -> str:
    """The row's name: the module's as its layers bear it, or the group's."""
    module = "/".join(path[:depth])
    return module if layer.startswith(f"{module}/") else path[depth - 1]


def _contents(layers: list[Record]) -> str:
    """The contents of a module in words, hidden layers left out."""
    return contents(layer["op"] for layer in layers if not layer["hidden"])


def contents(kinds: Iterable[str]) -> str:
    """Operators counted, most frequent first.

    >>> contents(["conv", "max_pool", "conv"])
    '2 conv, 1 max pool'
    """
    counts = Counter(kind.replace("_", " ") for kind in kinds)
    return ", ".join(f"{count} {op}" for op, count in counts.most_common(4))


def _alike(rows: list[Record], sums: Sequence[str]) -> Record:
    """Rows that say the same as one, with how many they are."""
    if len(rows) == 1:
        return rows[0]
    return rows[-1] | {key: sum(row[key] for row in rows) for key in sums} | {
        "name": f"{rows[0]['name']} .. {rows[-1]['name']}", "notation": f"x{len(rows)}"}


def _height(table: Table) -> int:
    return len(table.rows) - len(table.hidden)
