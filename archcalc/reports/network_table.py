"""Graph -> Report: the table of a network, its totals, and what can be said about them.

Its marks, its formulas and its notes are files of their own, and so is what was printed of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import compress
from operator import itemgetter
from typing import Any

from archcalc.base.errors import ArchcalcError, quoted
from archcalc.base.gc_pause import paused
from archcalc.base.report import Report, Table
from archcalc.base.units import USUAL_DTYPE
from archcalc.counting import conventions
from archcalc.counting.claims import check
from archcalc.counting.columns import Analysis, Ways, in_order
from archcalc.counting.convention import Rule, folds, value_bytes, weight_layers
from archcalc.counting.joined_rows import JoinedRows
from archcalc.counting.measures.alike import combined, spread, total
from archcalc.network.graph import Graph
from archcalc.reports.marked_cells import marked
from archcalc.reports.network_notes import (
    expert_notes,
    length_notes,
    mask_notes,
    reading_notes,
    totals_notes,
    where_notes,
)
from archcalc.reports.published_figures import printed_notes, printed_table


@paused()
def analyze(graph: Graph, *, convention: Iterable[str] = (), dtype: str | None = None,
            formulas: bool = False) -> Report:
    """Every figure of every layer, under the conventions chosen, and the totals.

    `convention` holds names (`lecture`) or pairs (`memory=lecture-total`); `dtype` says how many bytes a value takes,
    and None that it is the network's own.
    """
    dtype = graph.dtype if dtype is None else dtype
    choice = conventions.chosen(convention)
    rules = conventions.rules(choice)
    table = layers(graph, rules, value_bytes(dtype), formulas=formulas)
    printed = check.check_whole(graph, value_bytes(dtype), choice.values()) if graph.batch == 1 else ()
    tables = (table, printed_table(printed)) if printed else (table,)
    notes = (*printed_notes(printed), *totals_notes(graph, table, choice, rules, dtype), *expert_notes(graph),
             *mask_notes(graph), *length_notes(graph), *reading_notes(graph), *where_notes(graph, table), *graph.notes)
    return Report("archcalc/report/1", tables, notes, _head(graph, choice, dtype), _tail(graph, table), _title(graph))


def with_norms(graph: Graph, fold: bool | None, dtype: str | None) -> Graph:
    """The network as it is counted: with its batch norms folded where that is asked for, or its numbers are integers.

    Where integers are not folded, its notes say so. Without `dtype`, numbers are of the network's own type.
    """
    dtype = graph.dtype if dtype is None else dtype
    if not (folds(fold, dtype) or folds(None, dtype)):
        return graph
    from archcalc.network.folded_norms import fold_norms, note

    if folds(fold, dtype):
        return fold_norms(graph)
    return graph._replace(notes=(*graph.notes, *note(graph, folded=False)))


def common_dtype(networks: Iterable[tuple[str, str]], asked: str | None) -> str:
    """The type of numbers that is asked for, or that of all networks, each a name and its type.

    Raises ArchcalcError where they differ.
    """
    own = {dtype: name for name, dtype in networks}
    if asked is None and len(own) > 1:
        told = ", ".join(f"{quoted(name, '')} in {dtype}" for dtype, name in own.items())
        raise ArchcalcError.of("dtype", f"the networks have numbers of several types: {told}",
                               hint="--dtype float32 counts all of them in one")
    return next(iter(own), USUAL_DTYPE) if asked is None else asked


def layers(graph: Graph, rules: Mapping[str, Rule], bytes_each: int, *, formulas: bool) -> Table:
    """One row a node, inputs first; quiet rows that count nothing are hidden."""
    parts = in_order()
    columns = tuple(column for part in parts for column in part.COLUMNS)
    cells = _cells(graph, Ways(rules, bytes_each), parts)
    added = {column.key: combined(itemgetter(i), part) for analysis, part in zip(parts, cells, strict=True)
             for i, column in enumerate(analysis.COLUMNS) if column.total}
    totals = {key: total(column) for key, column in added.items()}
    shown = tuple(column._replace(rank=None) if column.total and not totals[column.key] else column
                  for column in columns)
    hidden, called = _hidden(graph, added.values()), graph.at_least.strip() or "total"
    rows: Any = JoinedRows(cells)
    table = Table("layers", shown, rows, totals, hidden=hidden, total=called)
    if not formulas:
        return marked(table)
    from archcalc.reports.cell_formulas import arithmetic

    return marked(table)._replace(formulas=arithmetic(graph, table))


def _cells(graph: Graph, ways: Ways, parts: Iterable[Analysis]) -> list[Sequence[tuple[Any, ...]]]:
    """Every node's cells of each analysis. Raises ArchcalcError where an operator's rule is mistaken."""
    try:
        return [found if isinstance(found := part.cells(graph, ways), Sequence) else list(found) for part in parts]
    except Exception as error:  # whatever a stranger's rule raises, or gives
        from archcalc.operators import rule_errors

        rule_errors.blame(error)


def _hidden(graph: Graph, added: Iterable[Sequence[int]]) -> frozenset[int]:
    """The rows of quiet layers of which nothing adds up."""
    quiet = spread(graph, lambda node: "quiet" in node.op.traits)
    hidden = combined(lambda is_quiet, *counts: is_quiet and not any(counts), quiet, *added)
    return frozenset(compress(range(len(graph.nodes)), hidden))


def _head(graph: Graph, choice: dict[str, str], dtype: str) -> dict[str, Any]:
    about = {"name": graph.about.name, "title": graph.about.title, "source": graph.about.description.get("source")}
    inputs = [{"name": node.name, "shape": node.volume} for node in graph.nodes
              if not node.inputs and node.is_entrance]
    return {"architecture": about, "batch": graph.batch, "dtype": dtype, "convention": choice, "inputs": inputs}


def _tail(graph: Graph, table: Table) -> dict[str, Any]:
    outputs = [{"name": graph.nodes[i].name, "shape": graph.nodes[i].volume} for i in graph.outputs]
    partial = {"complete": False, "of_values": graph.gap.values} if graph.gap else {}
    left_out = [{"step": each.step, "if": each.condition, "line": each.place.line} for each in graph.left_out]
    totals = {**(table.totals or {}), "weight_layers": weight_layers(graph), **partial}
    return {"outputs": outputs, "totals": totals} | ({"left_out": left_out} if left_out else {})


def _title(graph: Graph) -> str:
    year = graph.about.description.get("year")
    return f"{graph.title} ({year})" if year else graph.title
