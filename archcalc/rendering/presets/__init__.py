"""Tables as others print them, one to a file; being there is being registered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Protocol

from archcalc.base.named_tuples import NamedTuple
from archcalc.base.registry import Registry
from archcalc.base.report import Column, Report, Table

Layer = Mapping[str, Any]
"""A row of the layers' table by key; `input_shape` is the volume of its first input, `batch` the images at once."""


class Shown(NamedTuple):
    """A column, and its cell for a layer; without a rule, the cell of the layers' column with the same key."""

    column: Column
    cell: Callable[[Layer], Any] | None = None


class Preset(NamedTuple):
    """A table as somebody prints it. `lines` are what he says under it, from the report that archcalc made."""

    source: str
    columns: tuple[Shown, ...]
    convention: tuple[str, ...] = ()
    lines: Callable[[Report], tuple[str, ...]] = lambda report: report.notes
    cells: str = "value"
    every: bool = False
    """True where rows that count nothing (ReLU, dropout) are shown too."""


class PresetFile(Protocol):
    """One table of somebody else's."""

    PRESET: Preset
    """Its columns with titles and units, under which convention they count, and what stands below."""


NAMES = Registry[PresetFile](__name__, __file__, "preset", ("PRESET",))


def load(name: str) -> Preset:
    """The preset called `name`; an unknown one is answered with the nearest."""
    return NAMES.load(name).PRESET


def applied(report: Report, preset: Preset) -> Report:
    """The report with its first table as the preset has it, and its lines below."""
    layers = report.tables[0]
    columns = tuple(shown.column for shown in preset.columns)
    rows = tuple(tuple(layer[shown.column.key] if shown.cell is None else shown.cell(layer) for shown in preset.columns)
                 for layer in _layers(layers, report.head.get("batch", 1)))
    keys = {shown.column.key for shown in preset.columns if shown.cell is None}
    added = {column.key for column in columns if column.total}
    totals = {key: value for key, value in (layers.totals or {}).items() if key in added}
    table = layers._replace(
        columns=columns, rows=rows, totals=totals, hidden=frozenset() if preset.every else layers.hidden,
        marks=frozenset(mark for mark in layers.marks if mark[1] in keys),
        formulas={place: text for place, text in layers.formulas.items() if place[1] in keys})
    return report._replace(tables=(table,), notes=preset.lines(report))


def _layers(table: Table, batch: int) -> list[Layer]:
    records = list(table.records())
    shapes = {record["name"]: record["output_shape"] for record in records}
    read = ([shapes[name] for name in record["inputs"] if name in shapes] for record in records)
    return [record | {"batch": batch, "input_shape": next(iter(given), ())}
            for record, given in zip(records, read, strict=True)]


def square(pair: tuple[int, int]) -> str:
    """A kernel or stride as tables print it: 3, or 1x7."""
    height, width = pair
    return str(height) if height == width else f"{height}x{width}"


def capitals(op: str) -> str:
    """An operator's kind as libraries write a class: max_pool as MaxPool."""
    return op.replace("_", " ").title().replace(" ", "")
