"""Graph -> Report: the table of a network, its totals, and what can be said about them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import prod
from typing import Any

from archcalc.base import units
from archcalc.base.gc_pause import paused
from archcalc.base.report import Column, Report, Table
from archcalc.base.suggestions import unknown
from archcalc.counting import conventions
from archcalc.counting.claims import check
from archcalc.counting.columns import Ways, in_order
from archcalc.counting.convention import DTYPES, Rule, weight_layers
from archcalc.counting.measures import figures
from archcalc.network.graph import Graph


@paused()
def analyze(graph: Graph, *, convention: Iterable[str] = (), dtype: str = "float32", formulas: bool = False) -> Report:
    """Every figure of every layer, under the conventions chosen, and the totals.

    `convention` holds names (`lecture`) or pairs (`memory=lecture-total`); `dtype` says how many bytes a value takes.
    """
    choice = conventions.chosen(convention)
    rules = conventions.rules(choice)
    table = layers(graph, rules, value_bytes(dtype), formulas=formulas)
    printed = check.check_whole(graph, value_bytes(dtype), choice.values()) if graph.batch == 1 else ()
    tables = (table, printed_table(printed)) if printed else (table,)
    notes = (*printed_notes(printed), *_totals_notes(graph, table, choice, rules, dtype), *_where_notes(graph, table),
             *graph.notes)
    return Report("archcalc/report/1", tables, notes, _head(graph, choice, dtype), _tail(graph, table), _title(graph))


def value_bytes(dtype: str) -> int:
    """The bytes of one value."""
    if dtype not in DTYPES:
        raise unknown("dtype", dtype, DTYPES)
    return DTYPES[dtype]


def layers(graph: Graph, rules: Mapping[str, Rule], bytes_each: int, *, formulas: bool) -> Table:
    """One row a node, inputs first; quiet rows that count nothing are hidden."""
    ways, parts = Ways(rules, bytes_each), in_order()
    columns = tuple(column for part in parts for column in part.COLUMNS)
    rows = tuple(sum(cells, ()) for cells in zip(*(part.cells(graph, ways) for part in parts), strict=True))
    added = [i for i, column in enumerate(columns) if column.total]
    hidden = frozenset(i for i, row in enumerate(rows)
                       if "quiet" in graph.nodes[i].op.traits and not any(row[j] for j in added))
    totals = {columns[i].key: sum(row[i] for row in rows) for i in added}
    shown = tuple(column._replace(rank=None) if column.total and not totals[column.key] else column
                  for column in columns)
    table = Table("layers", shown, rows, totals, hidden=hidden)
    return marked(table)._replace(formulas=_formulas(graph, table) if formulas else {})


def marked(table: Table) -> Table:
    """The table with the rows marked that are at least half as large as the largest, in memory and in weights."""
    marks: set[tuple[int, str]] = set()
    for key in {column.key for column in table.columns} & {"activations", "weights"}:
        cells = table.column(key)
        largest = max(cells, default=0)
        marks |= {(i, key) for i, cell in enumerate(cells) if largest and 2 * cell >= largest}
    return table._replace(marks=frozenset(marks))


def _formulas(graph: Graph, table: Table) -> dict[tuple[int, str], str]:
    """The arithmetic of the lecture's cells, 224*224*64 and (3*3*3)*64, where the conventions count just that."""
    from archcalc.counting.derivations import derive

    formulas: dict[tuple[int, str], str] = {}
    fields = table.column("receptive_field")
    for i, (node, row) in enumerate(zip(graph.nodes, table.records(), strict=True)):
        values = row["activations"]
        before = fields[node.inputs[0]] if len(node.inputs) == 1 else None
        told = {
            "output_shape": derive.sides(node),
            "activations": derive.memory(node) if values == prod(node.shape) else "",
            "activation_bytes": f"{values}*{row['activation_bytes'] // values}" if values else "",
            "weights": derive.weights(graph, node) if row["weights"] else "",
            "affine": derive.weights(graph, node, "affine") if row["affine"] else "",
            "macs": derive.macs(graph, node) if row["macs"] and row["macs"] == figures(node).cost.macs else "",
            "receptive_field": derive.field(node, before) if row["receptive_field"] else "",
        }
        formulas |= {(i, key): arithmetic for key, arithmetic in told.items() if arithmetic}
    return formulas


def printed_table(printed: Iterable[check.Claim]) -> Table:
    """What was printed, beside what the arithmetic gives."""
    columns = (Column("figure", "figure", rank=0), Column("printed", "printed", rank=0),
               Column("computed", "computed", rank=1), Column("verdict", "verdict", rank=1),
               Column("where", "where", "prose", rank=2), Column("erratum"))
    rows = tuple((f"{claim.published.layer} {claim.published.figure}".strip(), claim.published.printed,
                  _number(claim.computed), _verdict(claim), claim.published.where, claim.published.erratum or None)
                 for claim in printed)
    return Table("published", columns, rows, title="What was printed, and what the arithmetic gives")


def _number(value: Any) -> str:
    return "-" if value is None else units.figure(value)


def _verdict(claim: check.Claim) -> str:
    return f"by {claim.convention}" if claim.verdict == check.OTHERWISE else claim.verdict.replace("-", " ")


def printed_notes(printed: Iterable[check.Claim]) -> list[str]:
    """A sentence on every figure that was not simply reproduced; figures of one place and reason share theirs."""
    reasons: dict[tuple[str, str], list[str]] = {}
    for claim in printed:
        if claim.verdict != check.REPRODUCED and (remark := _remark(claim)):
            reasons.setdefault((claim.published.where, remark), []).append(claim.published.printed)
    return [f"{', '.join(figures)} ({where}): {remark}" for (where, remark), figures in reasons.items()]


_UNKNOWN = "the cause is not established"


def _remark(claim: check.Claim) -> str:
    """Memory in bytes too, why the figure was printed otherwise, and what the convention gives that reproduces it."""
    erratum, memory = claim.published.erratum, claim.published.figure == "memory"
    parts = [_UNKNOWN if erratum == "unknown" else erratum] if erratum else []
    if memory and claim.size is not None:
        parts.append(f"{_number(claim.computed)} values = {_bytes(claim.size)}")
    if claim.otherwise is not None:
        size = f" values = {_bytes(claim.otherwise.size)}" if memory and claim.otherwise.size is not None else ""
        parts.append(f"--convention {claim.convention}: {_number(claim.otherwise.value)}{size}")
    return "; ".join(parts)


def _bytes(size: int) -> str:
    return f"{units.megabytes(size)} = {units.mebibytes(size)}"


def _totals_notes(graph: Graph, table: Table, choice: dict[str, str], rules: Mapping[str, Rule],
                  dtype: str) -> list[str]:
    """The totals with the conventions that they follow."""
    totals = table.totals or {}
    parts = [f"{units.count(totals[key])} {noun}" for key, noun in
             (("weights", "weights"), ("biases", "biases"), ("affine", "scale and shift of norms")) if totals[key]]
    trained = totals["weights"] + totals["biases"] + totals["affine"]
    buffers = f"; {units.count(totals['buffers'])} buffers besides" if totals["buffers"] else ""
    size = totals["activation_bytes"]
    each = f"for {graph.batch} images" if graph.batch > 1 else "an image"
    return [
        f"params: {' + '.join(parts) or '0'}{f' = {units.count(trained)}' if len(parts) > 1 else ''}{buffers}"
        f" ({choice['params']}: {rules['params'].rule})",
        f"memory: {units.count(totals['activations'])} values = {units.megabytes(size)} = {units.mebibytes(size)} "
        f"{each}, forward only, {dtype} ({choice['memory']}: {rules['memory'].rule})",
        f"MACs: {units.count(totals['macs'])} {each} ({choice['operations']}: {rules['operations'].rule})",
    ]


def _where_notes(graph: Graph, table: Table) -> list[str]:
    """Where the memory and the parameters are."""
    parts = []
    for key, noun in (("activations", "most memory"), ("weights", "most parameters")):
        rows = sorted(i for i, marked in table.marks if marked == key)
        cells = table.column(key)
        total = (table.totals or {}).get(key, 0)
        if rows and total:
            share = units.percent(sum(cells[i] for i in rows), total)
            parts.append(f"{noun}: {_described(graph, rows)}, {share}")
    return ["; ".join(parts)] if parts else []


_NOUNS = {"convolution": "convolution", "linear": "fully connected layer", "pooling": "pooling", "norm": "norm",
          "attention": "attention"}


def _described(graph: Graph, rows: list[int]) -> str:
    """Some layers in words: early convolutions (conv1_1, conv1_2), the first fully connected layer (fc6)."""
    names = ", ".join(graph.nodes[i].name for i in rows[:4]) + (", ..." if len(rows) > 4 else "")
    family = next((trait for trait in _NOUNS if all(trait in graph.nodes[i].op.traits for i in rows)), "")
    if len(rows) == 1 and family:
        same = [i for i, node in enumerate(graph.nodes) if family in node.op.traits]
        ordinals = {0: "first ", 1: "second ", 2: "third ", len(same) - 1: "last "}
        return f"the {ordinals.get(same.index(rows[0]), '')}{_NOUNS[family]} ({names})"
    third = max(1, len(graph.nodes) // 3)
    place = "early " if max(rows) < third + 1 else "late " if min(rows) >= 2 * third else ""
    noun = _NOUNS.get(family, "layer" if place else "")
    return f"{place}{noun}s ({names})" if noun and len(rows) > 1 else names


def _head(graph: Graph, choice: dict[str, str], dtype: str) -> dict[str, Any]:
    about = {"name": graph.about.name, "title": graph.about.title, "source": graph.about.description.get("source")}
    inputs = [{"name": node.name, "shape": node.shape[1:]} for node in graph.nodes if not node.inputs]
    return {"architecture": about, "batch": graph.batch, "dtype": dtype, "convention": choice, "inputs": inputs}


def _tail(graph: Graph, table: Table) -> dict[str, Any]:
    outputs = [{"name": graph.nodes[i].name, "shape": graph.nodes[i].shape[1:]} for i in graph.outputs]
    return {"outputs": outputs, "totals": {**(table.totals or {}), "weight_layers": weight_layers(graph)}}


def _title(graph: Graph) -> str:
    year = graph.about.description.get("year")
    return f"{graph.about.title} ({year})" if year else graph.about.title
