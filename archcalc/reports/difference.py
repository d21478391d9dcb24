"""Differences of two specifications: layers, their attributes, what they read; and what moved with that."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any

from archcalc.base.errors import Refused, as_yaml
from archcalc.base.report import Column, Report, Table
from archcalc.counting.convention import Rule
from archcalc.network.graph import Graph, Node
from archcalc.operators.given_attributes import parse_attribute
from archcalc.operators.operator import Op
from archcalc.reports.comparison import TOTALS, Pairs, aligned, moved, times, totals

Change = tuple[str, str, str | None, str | None, str | None]
"""What was done, the layer, the attribute, its value before and after."""

CHANGES = (Column("change", "change", rank=0), Column("layer", "layer", rank=0),
            Column("attribute", "attribute", rank=0), Column("before", "before", rank=0),
            Column("after", "after", rank=0))
_TOTALS = (Column("figure", "total", rank=0), Column("before", "before", "count", rank=0),
           Column("after", "after", "count", rank=0), Column("difference", "difference", "signed", rank=0),
           Column("ratio", "", "ratio", rank=1))


def difference(before: Graph, after: Graph, memory: Rule) -> Report:
    """Layers added, removed and changed, one row a change; the volumes and counts that moved; the totals.

    Two networks whose layers, attributes and connections are alike have no rows.
    """
    title = f"{before.about.name} -> {after.about.name}"
    changes = tuple(_changes(before, after))
    caveats = tuple(dict.fromkeys((*before.caveats, *after.caveats)))
    if not changes:
        note = f"no difference: {len(before.nodes):,} operators, their attributes and connections are alike"
        return Report("archcalc/difference/1", (Table("changes", CHANGES, ()),), (*caveats, note),
                      title=title)
    shifted = moved(before, after)
    tables = (Table("changes", CHANGES, changes), shifted._replace(rows=shifted.rows[:-1], title="What moved"),
              sums(before, after, memory, whole=not caveats))
    return Report("archcalc/difference/1", tables, (*caveats, f"memory: values, {memory.rule}"), title=title)


def sums(before: Graph, after: Graph, memory: Rule, *, whole: bool) -> Table:
    """The totals of both; of networks that are not whole, without ratios."""
    figures = zip(TOTALS, totals(before, memory), totals(after, memory), strict=True)
    return Table("totals", _TOTALS, tuple((name, old, new, new - old, times(new, old) if whole else None)
                                          for (_, name, _), old, new in figures))


def _changes(before: Graph, after: Graph) -> Iterator[Change]:
    """In the order of the layers."""
    pairs = list(_alike(aligned(before.nodes, after.nodes)))
    kept = {old.name: new.name for old, new in pairs if old and new}
    read, reads = _read(before, kept), _read(after, {name: name for name in kept.values()})
    for old, new in pairs:
        if old and new:
            yield from changed(old, new)
            if read[old.name] != reads[new.name]:
                yield "changed", new.name, "from", _sources(before, old), _sources(after, new)
        elif new:
            yield "added", new.name, None, None, described(new)
        elif old:
            yield "removed", old.name, None, described(old), None


def _alike(pairs: Pairs) -> Iterator[tuple[Node | None, Node | None]]:
    """The pairs, with those taken apart that share neither name nor operator."""
    for old, new in pairs:
        if old and new and old.name != new.name and old.op.kind != new.op.kind:
            yield old, None
            yield None, new
        else:
            yield old, new


def _read(graph: Graph, kept: Mapping[str, str]) -> dict[str, tuple[frozenset[str], ...]]:
    """The inputs of every layer, by the names of layers that both networks have.

    One that is in this network alone stands for what it reads itself: a layer put between two others, or taken out
    there, changes nothing about them.
    """
    meant: list[frozenset[str]] = []
    read = {}
    for node in graph.nodes:
        sources = tuple(meant[i] for i in node.inputs)
        meant.append(frozenset((kept[node.name],)) if node.name in kept else frozenset().union(*sources))
        read[node.name] = sources
    return read


def _sources(graph: Graph, node: Node) -> str:
    return as_yaml([graph.nodes[i].name for i in node.inputs])


def changed(old: Node, new: Node) -> Iterator[Change]:
    """What changed of a layer: name, operator, attributes."""
    if old.name != new.name:
        yield "renamed", new.name, "name", old.name, new.name
    if old.op.kind != new.op.kind:
        yield "changed", new.name, "operator", described(old), described(new)
        return
    values = new.op.attributes
    for attribute, value in old.op.attributes.items():
        if value != values[attribute]:
            yield "changed", new.name, attribute, _written(old.op, attribute, value), _written(
                new.op, attribute, values[attribute])


def _written(op: Op, attribute: str, value: Any) -> str:
    """A value as one would write it: 3, where that is read as [3, 3]."""
    if isinstance(value, tuple) and value:
        with suppress(Refused):
            if parse_attribute(type(op), attribute, value[0]) == value:
                return as_yaml(value[0])
    return as_yaml(value)


def described(node: Node) -> str:
    """A layer in words: conv, 96 11x11 filters at stride 4, pad 0."""
    summary = node.op.summary(*node.input_shapes)
    return node.op.kind if summary.replace(" ", "_").lower() == node.op.kind else f"{node.op.kind}, {summary}"
