"""Two states of one network side by side: what moved."""

from __future__ import annotations

from archcalc import units
from archcalc.counting import QUIET
from archcalc.graph import Graph, Node
from archcalc.measures import figures
from archcalc.report import Column, Table

_FIGURES = ("volume", "weights", "MACs")


def moved(before: Graph, after: Graph) -> Table:
    """The layers whose volume, weights or MACs differ, each as before -> after; and the totals."""
    old, new = ({node.name: node for node in graph.nodes} for graph in (before, after))
    names = [*new, *(name for name in old if name not in new)]
    rows = [(name, *map(_arrow, _cells(old.get(name)), _cells(new.get(name)))) for name in names]
    rows = [row for row in rows if any(row[1:]) and _counts(new.get(row[0]) or old[row[0]])]
    rows.append(("total", *map(_arrow, _totals(before), _totals(after))))
    columns = (Column("layer", "layer", rank=0), *(Column(figure.lower(), figure, rank=0) for figure in _FIGURES))
    return Table("moved", columns, tuple(rows), title=f"What moved against {before.about.name} as it was")


def _counts(node: Node) -> bool:
    """Whether a layer is of a kind that the table shows."""
    return node.op.family not in QUIET


def _cells(node: Node | None) -> tuple[str, ...]:
    if node is None:
        return ("-", "-", "-")
    count = figures(node)
    return units.volume(node.shape[1:]), units.count(count.weight), units.count(count.cost.macs)


def _totals(graph: Graph) -> tuple[str, ...]:
    counts = [figures(node) for node in graph.nodes]
    return "", units.count(sum(count.weight for count in counts)), units.count(sum(count.cost.macs for count in counts))


def _arrow(before: str, after: str) -> str:
    return "" if before == after else f"{before} -> {after}"
