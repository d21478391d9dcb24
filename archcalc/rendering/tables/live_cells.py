"""A network's figures as cells that follow the input's size, the batch and options, for a page that works them out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from archcalc.base.errors import ArchcalcError, as_yaml
from archcalc.base.report import LiveCells, LiveOption, Report
from archcalc.counting.derivations.traced_integers import Remembered
from archcalc.language.spec import Spec
from archcalc.network.graph import Graph
from archcalc.operators.operator import Shape
from archcalc.operators.sliding_window import axis_names
from archcalc.rendering.tables.cell_arithmetic import CELL, formula
from archcalc.rendering.tables.outline import outline
from archcalc.rendering.tables.sheet_builder import SheetBuilder, built, can_follow
from archcalc.rendering.tables.sheet_columns import BATCH, HOLDS, KEPT_AFTER, OPTION, field_key
from archcalc.rendering.tables.volume_cells import axes_of

_MOST_CHARACTERS = 400_000
"""Formulas of more would make a page slow to load."""
_EQUAL = re.compile(r"(?<![<>=])=(?!=)")
_COUNTED = re.compile(r"COUNTIF\(\{(\d+):holds\}:\{(\d+):holds\},TRUE\)")


def live_cells(graph: Graph, report: Report, spec: Spec) -> LiveCells | None:
    """The cells of a network whose every figure follows the input; None where one does not, or they are too many.

    Where figures follow the input alone, options are there without cells: a change of one is refused.
    """
    if spec.origin is not None:
        return None
    return (_with_options(graph, report, spec) if spec.options else None) or _cells(graph, report, spec, options=False)


def _with_options(graph: Graph, report: Report, spec: Spec) -> LiveCells | None:
    """The cells where options are some; None also where a layer takes no fraction: of 1 and 1.0 the larger is one."""
    try:
        return _cells(graph, report, spec, options=True)
    except ArchcalcError:
        return None


def _cells(graph: Graph, report: Report, spec: Spec, *, options: bool) -> LiveCells | None:
    layers = report.table("layers")
    builder = built(graph, layers, spec, options=options)
    entrances = [row for row, node in enumerate(graph.nodes) if node.is_entrance and row not in layers.hidden]
    formulas = {cell: told for cell, told in builder.formulas.items() if told}
    of_fields = {column.key for column in builder.fields_added}
    still = any(key not in of_fields for _, key in builder.still)
    if builder.pinned or still or not entrances or sum(map(len, formulas.values())) > _MOST_CHARACTERS:
        return None
    sizes = {row: _axes(node.shape) for row, node in enumerate(graph.nodes) if row not in layers.hidden}
    keys = [*KEPT_AFTER, *(column.key for column in (*builder.added, *builder.fields_added) if column.key != HOLDS)]
    values = {(row, key): value for row in sizes for key in keys
              if isinstance(value := builder.records[row].get(key), int) and (row, key) not in formulas}
    ends = outline(layers).ends
    unseen = {row: _axes(graph.nodes[row].shape) for row in ends if row in layers.hidden}
    unnamed = {row: keys for row, keys in sizes.items() if not any(axes_of(graph.nodes[row].shape))}
    for cell, value in (*_volumes(builder, unseen | unnamed), *_fields_of(builder, unseen)):
        if (arithmetic := formula(value)) and isinstance(value, Remembered):
            formulas[cell] = arithmetic
        elif isinstance(value, Remembered):
            return None
        else:
            values[cell] = value
    told = tuple(_options(spec.options, follow=options))
    values |= {(builder.row_of_options, each.key): spec.options[each.name] for each in told if each.key}
    return LiveCells(
        tuple((row, key) for row in entrances for key in sizes[row]), values,
        {cell: _script(arithmetic) for cell, arithmetic in formulas.items()}, tuple(sizes.items()), graph.about.name,
        tuple(_fields(builder, (*sizes, *unseen))), ends, tuple(unseen.items()),
        (entrances[0], BATCH), told, builder.row_of_options)


def _options(options: Mapping[str, Any], *, follow: bool) -> list[LiveOption]:
    return [LiveOption(name, as_yaml(value), type(value) is int,
                       f"{OPTION}{name}" if follow and can_follow(name, value) else "")
            for name, value in options.items()]


def _fields(builder: SheetBuilder, rows: tuple[int, ...]) -> list[tuple[int, tuple[str, ...]]]:
    """The columns of each receptive field that follows."""
    told = ((row, builder.fields.told[row]) for row in rows)
    return [(row, tuple(field_key("size", axis) for axis in axis_names(len(field)))) for row, field in told if field]


def _axes(shape: Shape) -> tuple[str, ...]:
    """The cells that hold a volume; axes that have no column in a spreadsheet have cells of their own."""
    return tuple(filter(None, axes_of(shape))) or tuple(f"axis_{i}" for i in range(1, len(shape)))


def _volumes(builder: SheetBuilder, rows: Mapping[int, tuple[str, ...]]) -> Iterator[tuple[tuple[int, str], int]]:
    """The volumes of rows that have no cells for them in a spreadsheet."""
    for row, keys in rows.items():
        shape = builder.shapes[row]
        yield from zip(((row, key) for key in keys), shape[len(shape) - len(keys):], strict=True)


def _fields_of(builder: SheetBuilder, rows: Iterable[int]) -> Iterator[tuple[tuple[int, str], int]]:
    """The receptive fields of hidden rows that are a module's last."""
    for row in rows:
        if field := builder.fields.told[row]:
            yield from (((row, field_key("size", axis)), each.size)
                        for axis, each in zip(axis_names(len(field)), field, strict=True))


def _script(formula: str) -> str:
    """A spreadsheet's formula in JavaScript; its functions have the names of that page.

    >>> _script("INT(({0:width}-11)/4)+1"), _script("AND({0:width}=3,{1:width}<>2)")
    ('INT((v[0].width-11)/4)+1', 'AND(v[0].width===3,v[1].width!==2)')
    """
    told = _COUNTED.sub(r"COUNT(v,\1,\2)", formula)
    told = told.replace("<>", "!==")
    told = _EQUAL.sub("===", told.replace("!==", "\0")).replace("\0", "!==")
    return CELL.sub(r"v[\1].\2", told).replace("TRUE", "true")
