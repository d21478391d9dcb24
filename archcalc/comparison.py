"""Networks side by side: totals with their ratios, layers aligned, what moved."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

from archcalc import units
from archcalc.analysis import printed_notes, printed_table, value_bytes
from archcalc.claims import Claim, check
from archcalc.counting import QUIET, WEIGHT_LAYERS, Rule
from archcalc.graph import Graph, Node
from archcalc.measures import figures
from archcalc.report import Column, Report, Table

_FIGURES = ("summary", "volume", "weights", "MACs")


def compare(graphs: Sequence[Graph], memory: Rule) -> Report:
    """A row for each network: layers, parameters, MACs, memory, and how many times the first one's they are."""
    rows = [_totals(graph, memory) for graph in graphs]
    first = rows[0]
    table = tuple((name, *(cell for own, base in zip(totals, first[1], strict=True)
                           for cell in (own, _times(own, base)))) for name, totals in rows)
    columns = [Column("name", "network", rank=0)]
    for key, title, rank in (("weight_layers", "layers", 2), ("params", "params", 0), ("macs", "MACs", 0),
                             ("activations", "memory", 1)):
        columns += [Column(key, title, "count", rank=rank), Column(f"{key}_ratio", "", "ratio", rank=rank)]
    printed = _claims(graphs)
    notes = (f"ratios are to {first[0]}; memory: values, {memory.rule}",
             *printed_notes(printed))
    tables = (Table("networks", tuple(columns), table), *([printed_table(printed)] if printed else []))
    return Report("archcalc/comparison/1", tables, notes)


def _claims(graphs: Sequence[Graph]) -> list[Claim]:
    """What was printed of one of the networks against another one of them."""
    names = {graph.about.name for graph in graphs}
    asked = [graph._replace(about=graph.about._replace(
        published=tuple(figure for figure in graph.about.published if figure.against in names))) for graph in graphs]
    return [claim for graph in asked for claim in check(graph, value_bytes("float32"))]


def _totals(graph: Graph, memory: Rule) -> tuple[str, tuple[int, ...]]:
    counts = [figures(node) for node in graph.nodes]
    return graph.about.name, (sum(node.op.family in WEIGHT_LAYERS for node in graph.nodes),
                              sum(sum(count[:3]) for count in counts), sum(count.cost.macs for count in counts),
                              sum(memory.counts(graph)))


def _times(own: int, base: int) -> float | None:
    return own / base if base else None


def by_layer(before: Graph, after: Graph) -> Report:
    """Two networks layer by layer: what is alike stands once, what changed as before -> after."""
    rows = tuple((_named(old, new), *map(_arrow, _cells(old), _cells(new))) for old, new in _aligned(before, after)
                 if _counts(new or old))
    columns = (Column("layer", "layer", rank=0), Column("summary", "what it does", rank=1),
               *(Column(figure.lower(), figure, rank=0) for figure in _FIGURES[1:]))
    title = f"{before.about.name} -> {after.about.name}"
    return Report("archcalc/alignment/1", (Table("layers", columns, rows),), (), title=title)


def _aligned(before: Graph, after: Graph) -> list[tuple[Node | None, Node | None]]:
    """Pairs of layers: by name where the networks share most of their names, else by the order of operators."""
    old, new = ([node for node in graph.nodes if _counts(node)] for graph in (before, after))
    shared = {node.name for node in old} & {node.name for node in new}
    keys = [[node.name if 2 * len(shared) > len(old) else node.op.kind for node in nodes] for nodes in (old, new)]
    pairs: list[tuple[Node | None, Node | None]] = []
    for _, i, i_end, j, j_end in SequenceMatcher(None, keys[0], keys[1], autojunk=False).get_opcodes():
        left: list[Node | None] = [*old[i:i_end]]
        right: list[Node | None] = [*new[j:j_end]]
        longest = max(len(left), len(right))
        pairs += zip(left + [None] * (longest - len(left)), right + [None] * (longest - len(right)), strict=True)
    return pairs


def moved(before: Graph, after: Graph) -> Table:
    """The layers whose volume, weights or MACs differ, each as before -> after; and the totals."""
    rows = [(_named(old, new), *map(_change, _cells(old)[1:], _cells(new)[1:])) for old, new in _aligned(before, after)]
    rows = [row for row in rows if any(row[1:])]
    rows.append(("total", "", *map(_change, _sums(before), _sums(after))))
    columns = (Column("layer", "layer", rank=0), *(Column(figure.lower(), figure, rank=0) for figure in _FIGURES[1:]))
    return Table("moved", columns, tuple(rows), title=f"What moved against {before.about.name} as it was")


def _counts(node: Node | None) -> bool:
    """Whether a layer is of a kind that the table shows."""
    return node is not None and node.op.family not in QUIET


def _named(old: Node | None, new: Node | None) -> str:
    return _arrow(old.name if old else "-", new.name if new else "-")


def _cells(node: Node | None) -> tuple[str, ...]:
    if node is None:
        return ("-", "-", "-", "-")
    count = figures(node)
    return (node.op.summary(*node.input_shapes), units.volume(node.shape[1:]), units.count(count.weight),
            units.count(count.cost.macs))


def _sums(graph: Graph) -> tuple[str, ...]:
    counts = [figures(node) for node in graph.nodes]
    return units.count(sum(count.weight for count in counts)), units.count(sum(count.cost.macs for count in counts))


def _arrow(before: str, after: str) -> str:
    return before if before == after else f"{before} -> {after}"


def _change(before: str, after: str) -> str:
    return "" if before == after else f"{before} -> {after}"
