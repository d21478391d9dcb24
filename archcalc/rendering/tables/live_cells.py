"""A network's figures as cells that follow the input's size, for a page that works them out itself."""

from __future__ import annotations

import re

from archcalc.base.report import LiveCells, Report
from archcalc.language.spec import Spec
from archcalc.network.graph import Graph
from archcalc.rendering.tables.cell_arithmetic import CELL
from archcalc.rendering.tables.spreadsheet_formulas import SheetBuilder, built
from archcalc.rendering.tables.volume_cells import axes_of

FIGURES = ("activations", "activation_bytes", "weights", "biases", "affine", "macs")
_MOST_CHARACTERS = 400_000
"""Formulas of more would make a page slow to load."""
_HOLDS = "holds"
_EQUAL = re.compile(r"(?<![<>=])=(?!=)")
_COUNTED = re.compile(r"COUNTIF\(\{(\d+):holds\}:\{(\d+):holds\},TRUE\)")


def live_cells(graph: Graph, report: Report, spec: Spec) -> LiveCells | None:
    """The cells of a network whose every figure follows the input; None where one does not, or they are too many."""
    layers = report.table("layers")
    if spec.origin is not None:
        return None
    builder = built(graph, layers, spec)
    entrances = [row for row, node in enumerate(graph.nodes) if node.is_entrance and row not in layers.hidden]
    formulas = {cell: told for cell, told in builder.formulas.items() if told}
    if builder.pinned or builder.still or not entrances or sum(map(len, formulas.values())) > _MOST_CHARACTERS:
        return None
    sizes = {row: tuple(filter(None, axes_of(node.shape))) for row, node in enumerate(graph.nodes)
             if row not in layers.hidden}
    values = {(row, key): value for row in sizes for key in (*FIGURES, *_others(builder))
              if isinstance(value := builder.records[row].get(key), int) and (row, key) not in formulas}
    inputs = tuple((row, key) for row in entrances for key in sizes[row])
    return LiveCells(inputs, values, {cell: _script(told) for cell, told in formulas.items()},
                     tuple((row, axes) for row, axes in sizes.items()), graph.about.name)


def _others(builder: SheetBuilder) -> tuple[str, ...]:
    """The sizes that have a column in a spreadsheet."""
    return tuple(column.key for column in builder.added if column.key != _HOLDS)


def _script(formula: str) -> str:
    """A spreadsheet's formula in JavaScript; its functions have the names of that page.

    >>> _script("INT(({0:width}-11)/4)+1"), _script("AND({0:width}=3,{1:width}<>2)")
    ('INT((v[0].width-11)/4)+1', 'AND(v[0].width===3,v[1].width!==2)')
    """
    told = _COUNTED.sub(r"COUNT(v,\1,\2)", formula)
    told = told.replace("<>", "!==")
    told = _EQUAL.sub("===", told.replace("!==", "\0")).replace("\0", "!==")
    return CELL.sub(r"v[\1].\2", told).replace("TRUE", "true")
