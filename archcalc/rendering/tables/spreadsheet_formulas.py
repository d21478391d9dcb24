"""A network's table for spreadsheets: cells that are computed from other cells, as the network's rules compute them."""

from __future__ import annotations

from archcalc.base.report import Report, Table
from archcalc.language.spec import Spec
from archcalc.network.graph import Graph
from archcalc.rendering.tables.sheet_builder import SheetBuilder, built
from archcalc.rendering.tables.sheet_columns import KEPT_AFTER, KEPT_BEFORE


def sheet(graph: Graph, report: Report, spec: Spec | None = None) -> Report:
    """The report with its layers' table made for a spreadsheet: sizes as numbers of their own, figures as formulas.

    Without the specification, or with one whose layers come from a file, the sheet holds for its own input alone.
    """
    layers = report.table("layers")
    builder = built(graph, layers, spec)
    table = _table(layers, builder, _sizes(graph))
    return report._replace(tables=tuple(table if each is layers else each for each in report.tables),
                           notes=(*_notes(graph, builder), *report.notes))


def _table(layers: Table, builder: SheetBuilder, sizes: str) -> Table:
    known = {column.key: column for column in layers.columns}
    seen = known["receptive_field"]
    bounds = (seen._replace(title=f"{seen.title} at {sizes}"),) if builder.bounded else ()
    columns = (*(known[key] for key in KEPT_BEFORE), *builder.added, *(known[key] for key in KEPT_AFTER),
               *builder.fields_added, *bounds)
    rows = tuple(tuple(record[column.key] for column in columns) for record in builder.records)
    return layers._replace(columns=columns, rows=rows, formulas=builder.formulas, still=frozenset(builder.still))


def _sizes(graph: Graph) -> str:
    """The shapes of the inputs, as --input takes them."""
    return ", ".join("x".join(map(str, node.shape[1:])) for node in graph.nodes if node.is_entrance)


def _notes(graph: Graph, builder: SheetBuilder) -> list[str]:
    sizes = _sizes(graph)
    told = ["change a number, and what is computed from it changes with it, while 'holds' is TRUE beside the input: "
            "where a row turns FALSE, other layers follow from the numbers, or none, and "
            f"archcalc {graph.about.name} --input counts them",
            f"texts do not follow: notation, what it does{', sees' if builder.bounded else ''}, the lines below and "
            f"other sheets are those of {sizes}"]
    if builder.pinned:
        told.append(f"not everything in here is known as arithmetic: the sheet holds for {sizes} alone")
    if builder.still:
        told.append("numbers in grey italics do not follow")
    return told
