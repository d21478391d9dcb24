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
    if not deepest:
        return table
    layers = _signed(table)
    return _folded(table, layers, next((depth for depth in range(deepest, 1, -1) if _fits(layers, depth)), 1))


def fold(table: Table, depth: int) -> Table:
    """One row for all consecutive layers that share the first `depth` names of their path, like rows folded (x3)."""
    return _folded(table, _signed(table), depth)


def _signed(table: Table) -> list[Record]:
    """The layers, each with all by which one is like another, and whether it is hidden."""
    sums = _sums(table)
    return [record | {"hidden": i in table.hidden, "signature": (
        record["op"], str(record["attributes"]), record["output_shape"], *(record[key] for key in sums))}
        for i, record in enumerate(table.records())]


def _fits(layers: Sequence[Record], depth: int) -> bool:
    """True where the rows at some depth fit a screen; they are counted as `_folded` makes them."""
    height, before = 0, None
    for _, part in groupby(layers, key=lambda layer: _whose(layer, depth)):
        inside = list(part)
        if len(inside[0]["path"]) < depth:
            height, before = height + sum(not layer["hidden"] for layer in inside), None
        elif (own := _bearer(inside, depth)) is not None:
            height, before = height + (not own["hidden"]), None
        else:
            signature = [layer["signature"] for layer in inside]
            height, before = height + (signature != before), signature
        if height > SCREEN:
            return False
    return True


def _folded(table: Table, layers: Sequence[Record], depth: int) -> Table:
    sums = _sums(table)
    parts = groupby(layers, key=lambda record: _whose(record, depth))
    rows = [row for _, part in parts for row in _part(list(part), depth, sums)]
    folded = [_alike(list(group), sums) for _, group in groupby(rows, key=lambda row: row["signature"])]
    keys = [column.key for column in table.columns]
    return table._replace(rows=tuple(tuple(row[key] for key in keys) for row in folded), formulas={}, marks=frozenset(),
                          hidden=frozenset(i for i, row in enumerate(folded) if row["hidden"]))


def _sums(table: Table) -> list[str]:
    """The columns whose cells are added up."""
    return [column.key for column in table.columns if column.total]


def _whose(record: Record, depth: int) -> Any:
    """The module or group whose row a layer is part of; a layer outside is its own."""
    return record["path"][:depth] if len(record["path"]) >= depth else record["name"]


def _part(layers: list[Record], depth: int, sums: Sequence[str]) -> Iterator[Record]:
    """A module's or group's layers as one row; layers of no module as they are."""
    if len(layers[0]["path"]) < depth:
        yield from (layer | {"signature": (layer["name"],)} for layer in layers)
        return
    if (own := _bearer(layers, depth)) is not None:
        yield layers[-1] | {key: sum(layer[key] for layer in layers) for key in sums} | {
            key: own[key] for key in ("name", "op", "attributes", "hidden", "notation", "summary", "path")} | {
            "inputs": layers[0]["inputs"], "signature": (own["name"],)}
        return
    children = dict.fromkeys(layer["path"][depth] for layer in layers if len(layer["path"]) > depth)
    whole = all(len(layer["path"]) > depth for layer in layers) and len(children) > 1
    signature = tuple(layer["signature"] for layer in layers)
    yield layers[-1] | {key: sum(layer[key] for layer in layers) for key in sums} | {
        "name": _name(layers[0]["name"], layers[0]["path"], depth), "op": "module", "attributes": {}, "hidden": False,
        "notation": f"x{len(children)}" if whole else "", "summary": _contents(layers), "signature": signature,
        "inputs": layers[0]["inputs"], "path": layers[0]["path"][:depth]}


def _bearer(layers: list[Record], depth: int) -> Record | None:
    """The layer that bears its module's name, where all others are hidden: the module is that layer."""
    module = "/".join(layers[0]["path"][:depth])
    own = next((layer for layer in layers if layer["name"] == module), None)
    return own if all(layer["hidden"] or layer is own for layer in layers) else None


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
