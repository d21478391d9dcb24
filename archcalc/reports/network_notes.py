"""The sentences under a network's table: its totals, by which conventions, and where most of them are."""

from __future__ import annotations

from collections.abc import Mapping

from archcalc.base import units
from archcalc.base.report import Table
from archcalc.counting.convention import Rule
from archcalc.counting.measures.alike import alike, spread
from archcalc.counting.measures.operator_counts import all_figures
from archcalc.counting.measures.per_layer import learned
from archcalc.network.batch_items import an_item, items
from archcalc.network.graph import Graph
from archcalc.reports.marked_cells import large


def totals_notes(graph: Graph, table: Table, choice: dict[str, str], rules: Mapping[str, Rule],
                  dtype: str) -> list[str]:
    """The totals with the conventions that they follow."""
    totals, at_least = table.totals or {}, graph.at_least
    known = f"{graph.gap.bound}: " if graph.gap else ""
    parts = [f"{units.count(totals[key])} {noun}" for key, noun in
             (("weights", "weights"), ("biases", "biases"), ("affine", "scale and shift of norms")) if totals[key]]
    trained = totals["weights"] + totals["biases"] + totals["affine"]
    buffers = f"; {units.count(totals['buffers'])} buffers besides" if totals["buffers"] else ""
    size = totals["activation_bytes"]
    each = f"for {items(graph, graph.batch)}" if graph.batch > 1 else an_item(graph)
    return [
        f"params: {known}{' + '.join(parts) or '0'}{f' = {units.count(trained)}' if len(parts) > 1 else ''}{buffers}"
        f" ({choice['params']}: {rules['params'].rule})",
        f"memory: {at_least}{units.count(totals['activations'])} values = {units.megabytes(size)} = "
        f"{units.mebibytes(size)} {each}, forward only, {dtype} ({choice['memory']}: {rules['memory'].rule})",
        f"MACs: {at_least}{units.count(totals['macs'])} {each} ({choice['operations']}: {rules['operations'].rule})",
    ]


def expert_notes(graph: Graph) -> list[str]:
    """The products and parameters of experts that a token does not go through, where there are mixtures."""
    if not any("routed" in node.op.traits for node in alike(graph).nodes):
        return []
    mixtures = [node for node in graph.nodes if "routed" in node.op.traits]
    from archcalc.counting.measures.idle_experts import idle

    unused = list(map(idle, mixtures))
    macs = sum(count.cost.macs for count in all_figures(graph)) + sum(each.macs for each in unused)
    params = sum(map(learned, graph.nodes))
    ways = ", ".join(dict.fromkeys(node.op.summary(*node.input_shapes) for node in mixtures))
    active = units.count(params - sum(each.params for each in unused))
    return [f"{ways}: {active} of {units.count(params)} parameters are active for a token; with all experts there "
            f"would be {units.count(macs)} MACs"]


_UNMASKED = {"mask": "none", "causal": False, "window": 0}


def mask_notes(graph: Graph) -> list[str]:
    """What the figures of a masked attention hold, where there is one."""
    masked = any(node.op.attributes.get(name, value) != value for node in alike(graph).nodes
                 if "attention" in node.op.traits for name, value in _UNMASKED.items())
    return ["masked attention: its MACs are the whole products, which are worked out before the mask"] if masked else []


def reading_notes(graph: Graph) -> list[str]:
    """How layers take their inputs, where that may not be what was meant; of layers that do so alike, once."""
    found = dict[str, list[str]]()
    notes = spread(graph, lambda node: node.op.reading_note(*node.input_shapes))
    for node, said in zip(graph.nodes, notes, strict=True) if any(notes.values) else ():
        if said:
            found.setdefault(said, []).append(node.name)
    return [f"{names[0]}{f' and {len(names) - 1} more' if len(names) > 1 else ''}: {said}"
            for said, names in found.items()]


def length_notes(graph: Graph) -> list[str]:
    """Of a network that goes through sequences, how many steps it takes, which is for the input to say."""
    steps = dict.fromkeys(node.input_shapes[0][1] for node in alike(graph).nodes if "recurrent" in node.op.traits)
    if not steps:
        return []
    counts = " and ".join(map(units.count, steps))
    return [f"length: recurrent layers take {counts} step{'' if [*steps] == [1] else 's'}, as many as the input has "
            "tokens (--input changes it)"]


def where_notes(graph: Graph, table: Table) -> list[str]:
    """Notes on the layers that hold most of the memory and of the parameters."""
    parts = []
    for key, noun in (("activations", "most memory"), ("weights", "most parameters")):
        cells = table.column(key)
        rows = large(cells)
        total = (table.totals or {}).get(key, 0)
        if rows and total:
            share = units.percent(sum(cells[i] for i in rows), total)
            parts.append(f"{noun}: {_described(graph, rows)}, {share}")
    return ["; ".join(parts)] if parts else []


_NOUNS = {"convolution": "convolution", "linear": "fully connected layer", "pooling": "pooling", "norm": "norm",
          "recurrent": "recurrent layer", "attention": "attention"}


def _described(graph: Graph, rows: list[int]) -> str:
    """Some layers in words: early convolutions (conv1_1, conv1_2), the first fully connected layer (fc6)."""
    names = ", ".join(graph.nodes[i].name for i in rows[:4]) + (", ..." if len(rows) > 4 else "")
    kinds = alike(graph)
    ops = [kinds.nodes[kind].op for kind in {kinds.kinds[i] for i in rows}]
    family = next((trait for trait in _NOUNS if all(trait in op.traits for op in ops)), "")
    if len(rows) == 1 and family:
        same = [i for i, node in enumerate(graph.nodes) if family in node.op.traits]
        ordinals = {0: "first ", 1: "second ", 2: "third ", len(same) - 1: "last "}
        return f"the {ordinals.get(same.index(rows[0]), '')}{_NOUNS[family]} ({names})"
    third = max(1, len(graph.nodes) // 3)
    place = "early " if max(rows) < third + 1 else "late " if min(rows) >= 2 * third else ""
    noun = _NOUNS.get(family, "layer" if place else "")
    return f"{place}{noun}s ({names})" if noun and len(rows) > 1 else names
