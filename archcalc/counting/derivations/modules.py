"""What a module holds: its layers' figures, and their sums."""

from __future__ import annotations

from collections.abc import Mapping

from archcalc.base import units
from archcalc.base.report import Column, Report, Table
from archcalc.counting.convention import Rule
from archcalc.counting.derivations.derive import TOTALS
from archcalc.network.graph import Graph
from archcalc.network.subgraph import given_by, modules, readers
from archcalc.operators.shapes import written


def explain_module(graph: Graph, module: str, rules: Mapping[str, Rule]) -> Report:
    """The layers of a module with their output, and what each adds to its parameters, its memory and its operations.

    `rules` are those of a convention, by kind. Its volumes are those for one image.
    """
    positions = modules(graph)[module]
    counted = {key: (rules[kind], rules[kind].counts(graph)) for key, (kind, _) in TOTALS.items() if kind}
    rows = tuple((graph.nodes[i].name.removeprefix(f"{module}/"), graph.nodes[i].op.kind, graph.nodes[i].volume,
                  *(counts[i] for _, counts in counted.values())) for i in positions)
    columns = (Column("layer", "layer", rank=0), Column("operator", "operator", rank=1),
               Column("volume", "output volume", "volume", rank=0),
               *(Column(key, key, "count", rank=0, total=True) for key in counted))
    totals = {key: sum(counts[i] for i in positions) for key, (_, counts) in counted.items()}
    table = Table("layers", columns, rows, totals, _title(graph, module, positions),
                  total=graph.at_least.strip() or "total")
    return Report("archcalc/derivation/1", (table,),
                  (_read(graph, positions), *(f"{key}: {rule.rule}" for key, (rule, _) in counted.items()),
                   *graph.caveats),
                  {"architecture": graph.about.name, "module": module})


def _title(graph: Graph, module: str, positions: list[int]) -> str:
    """conv5_3: a bottleneck of 10 layers, gives 7x7x2048."""
    kind = next((opened.kind for opened in graph.modules if opened.module == module), "") or "module"
    given = dict.fromkeys(units.volume(graph.nodes[i].volume) for i in given_by(graph, positions, readers(graph)))
    layers = "1 layer" if len(positions) == 1 else f"{len(positions):,} layers"
    return f"{module}: {kind}, {layers}, gives {', '.join(given)}"


def _read(graph: Graph, positions: list[int]) -> str:
    """in: 7x7x2048 of conv5_2/relu3."""
    own = set(positions)
    read = dict.fromkeys(source for i in positions for source in graph.nodes[i].inputs if source not in own)
    return "in: " + ", ".join(f"{written(graph.nodes[i].shape)} of {graph.nodes[i].name}" for i in read)
