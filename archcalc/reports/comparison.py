"""Networks side by side: totals with their ratios, layers aligned, what moved."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import zip_longest

from archcalc.base import units
from archcalc.base.report import Column, Report, Table
from archcalc.counting.claims.check import Claim, check
from archcalc.counting.convention import Rule, value_bytes, weight_layers
from archcalc.counting.measures import figures
from archcalc.network.graph import Graph, Node
from archcalc.reports.published_figures import printed_notes, printed_table

_MOST_MATCHED = 4_000_000
"""Layers of one network times layers of the other, between two that share a name; more are not matched."""
TOTALS = (("weight_layers", "layers", 2), ("params", "params", 0), ("macs", "MACs", 0), ("activations", "memory", 1))
"""What `totals` counts: keys and titles for columns, and how dear they are."""
_NAMED = 4
"""So many networks are named in a heading."""
_FIGURES = ("summary", "volume", "weights", "MACs")


def compare(graphs: Sequence[Graph], memory: Rule) -> Report:
    """A row for each network: layers, parameters, MACs, memory, and how many times the first one's they are."""
    rows = [(graph, totals(graph, memory)) for graph in graphs]
    first = rows[0]
    table = tuple((graph.about.name, *(cell for own, base in zip(sums, first[1], strict=True)
                                       for cell in (own, _ratio(graph, graphs[0], own, base)))) for graph, sums in rows)
    columns = [Column("name", "network", rank=0)]
    for key, title, rank in TOTALS:
        columns += [Column(key, title, "count", rank=rank), Column(f"{key}_ratio", "", "ratio", rank=rank)]
    printed = _claims(graphs)
    caveats = dict.fromkeys(caveat for graph in graphs for caveat in graph.caveats)
    notes = (*caveats, f"ratios are to {graphs[0].about.name}; memory: values, {memory.rule}", *printed_notes(printed))
    tables = (Table("networks", tuple(columns), table), *([printed_table(printed)] if printed else []))
    return Report("archcalc/comparison/1", tables, notes, subject=_subject(graphs))


def _subject(graphs: Sequence[Graph]) -> str:
    """The networks' names, as many as a line holds: VGG-16 (D), LeNet-5 and 3 more, compared."""
    names = [graph.about.title for graph in graphs[:_NAMED]]
    more = f" and {len(graphs) - _NAMED} more" if len(graphs) > _NAMED else ""
    return f"{', '.join(names)}{more}, compared"


def _claims(graphs: Sequence[Graph]) -> list[Claim]:
    """Figures printed of one of the networks against another one of them."""
    names = {graph.about.name for graph in graphs}
    asked = [graph._replace(about=graph.about._replace(
        published=tuple(figure for figure in graph.about.published if figure.against in names))) for graph in graphs]
    return [claim for graph in asked for claim in check(graph, value_bytes("float32"))]


def totals(graph: Graph, memory: Rule) -> tuple[int, int, int, int]:
    """Totals: layers with weights, parameters, MACs, and the values that a memory convention counts."""
    counts = [figures(node) for node in graph.nodes]
    return (weight_layers(graph), sum(sum(count[:3]) for count in counts),
            sum(count.cost.macs for count in counts), sum(memory.counts(graph)))


def _ratio(graph: Graph, first: Graph, own: int, base: int) -> float | None:
    """How many times a total is the first network's; of totals that are not whole, nothing can be said."""
    return None if graph.gap or first.gap else times(own, base)


def times(own: int, base: int) -> float | None:
    """The ratio of a total to another one's."""
    return own / base if base else None


def by_layer(before: Graph, after: Graph) -> Report:
    """Two networks layer by layer: what is alike stands once, what changed as before -> after."""
    rows = tuple((_named(old, new), *map(_arrow, _cells(old), _cells(new)))
                 for old, new in aligned(_counted(before), _counted(after)))
    columns = (Column("layer", "layer", rank=0), Column("summary", "what it does", rank=1),
               *(Column(figure.lower(), figure, rank=0) for figure in _FIGURES[1:]))
    title = f"{before.about.name} -> {after.about.name}"
    return Report("archcalc/alignment/1", (Table("layers", columns, rows),), (*before.caveats, *after.caveats),
                  title=title)


Pairs = list[tuple[Node | None, Node | None]]
"""Layers that belong together, in order; None where the other network has nothing like it."""


def aligned(old: Sequence[Node], new: Sequence[Node]) -> Pairs:
    """Pairs of layers: by name where the networks share most of their names, and by operator between these."""
    places = {node.name: i for i, node in enumerate(new)}
    shared = [(i, places[node.name]) for i, node in enumerate(old) if node.name in places]
    kept = _rising(shared) if 2 * len(shared) > len(old) else []
    pairs: Pairs = []
    i = j = 0
    for i_next, j_next in [*kept, (len(old), len(new))]:
        pairs += _by_operator(old[i:i_next], new[j:j_next])
        pairs += zip(old[i_next:i_next + 1], new[j_next:j_next + 1], strict=True)
        i, j = i_next + 1, j_next + 1
    return pairs


def _rising(places: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The most of these that keep their order in both networks (the longest rising run, Schensted 1961)."""
    ends: list[int] = []
    """The smallest place at which a run of each length can end, and which entry that is."""
    last: list[int] = []
    before: list[int] = []
    for number, (_, place) in enumerate(places):
        length = bisect_left(ends, place)
        ends[length:length + 1], last[length:length + 1] = [place], [number]
        before.append(last[length - 1] if length else -1)
    run, number = [], last[-1] if last else -1
    while number >= 0:
        run.append(places[number])
        number = before[number]
    return run[::-1]


def _by_operator(old: Sequence[Node], new: Sequence[Node]) -> Pairs:
    """Pairs by the order of operators; where these differ, one after another."""
    if len(old) * len(new) > _MOST_MATCHED:
        return list(zip_longest(old, new))
    kinds = [node.op.kind for node in old], [node.op.kind for node in new]
    steps = SequenceMatcher(None, *kinds, autojunk=False).get_opcodes()
    return [pair for _, i, i_end, j, j_end in steps for pair in zip_longest(old[i:i_end], new[j:j_end])]


def moved(before: Graph, after: Graph) -> Table:
    """The layers whose volume, weights or MACs differ, each as before -> after; and the totals."""
    rows = [(_named(old, new), *map(_change, _cells(old)[1:], _cells(new)[1:]))
            for old, new in aligned(_counted(before), _counted(after))]
    rows = [row for row in rows if any(row[1:])]
    rows.append(("total", "", *map(_change, _sums(before), _sums(after))))
    columns = (Column("layer", "layer", rank=0), *(Column(figure.lower(), figure, rank=0) for figure in _FIGURES[1:]))
    return Table("moved", columns, tuple(rows), title=f"What moved against {before.about.name} as it was")


def _counted(graph: Graph) -> list[Node]:
    """The layers of a kind that the table shows."""
    return [node for node in graph.nodes if "quiet" not in node.op.traits]


def _named(old: Node | None, new: Node | None) -> str:
    return _arrow(old.name if old else "-", new.name if new else "-")


def _cells(node: Node | None) -> tuple[str, ...]:
    if node is None:
        return ("-", "-", "-", "-")
    count = figures(node)
    return (node.op.summary(*node.input_shapes), units.volume(node.volume), units.count(count.weight),
            units.count(count.cost.macs))


def _sums(graph: Graph) -> tuple[str, ...]:
    counts = [figures(node) for node in graph.nodes]
    return units.count(sum(count.weight for count in counts)), units.count(sum(count.cost.macs for count in counts))


def _arrow(before: str, after: str) -> str:
    return before if before == after else f"{before} -> {after}"


def _change(before: str, after: str) -> str:
    return "" if before == after else f"{before} -> {after}"
