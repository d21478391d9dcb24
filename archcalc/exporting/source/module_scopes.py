"""The layers of a graph as a tree: a scope for each call of a module, its layers and calls in their order."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from archcalc.base.named_tuples import NamedTuple
from archcalc.language.flat_layers import Opened
from archcalc.network.graph import Graph, Node


class ModuleScope:
    """One call of a module, or the whole network: what it reads from outside, and what outside reads of it.

    `reads` and `gives` are positions of nodes; `inputs` are names of what it reads, where its module has some.
    """

    def __init__(self, prefix: str, kind: str = "", call: Opened | None = None) -> None:
        self.prefix, self.kind, self.call = prefix, kind, call
        self.items: list[ScopeItem] = []
        self.reads: list[int] = []
        self.gives: list[int] = []

    def nodes(self) -> Iterator[int]:
        """The positions of all its nodes, in their order."""
        for item in self.items:
            if isinstance(item.what, ModuleScope):
                yield from item.what.nodes()
            else:
                yield item.what


class ScopeItem(NamedTuple):
    """A layer, by its position, or a call; its name within the scope."""

    name: str
    what: int | ModuleScope


def scopes(graph: Graph, dissolved: Collection[str] = ()) -> ModuleScope:
    """The tree of a graph; calls with a prefix of `dissolved` are none, and their layers stand where the call would."""
    calls = {f"{call.module}/": call for call in graph.modules}
    root, positions = ModuleScope(""), {node.name: place for place, node in enumerate(graph.nodes)}
    opened, closed = [root], set(dissolved)
    for place, node in enumerate(graph.nodes):
        if not node.inputs and "input" in node.op.traits:
            continue
        wanted = [prefix for prefix in _prefixes(node, calls) if prefix not in closed]
        while len(opened) > 1 and opened[-1].prefix not in wanted:
            closed.add(opened.pop().prefix)  # what comes back to it later stands outside, under its full name
        for prefix in wanted[len(opened) - 1:]:
            call = calls.get(prefix)
            inner = ModuleScope(prefix, call.kind if call else "", call)
            opened[-1].items.append(ScopeItem(prefix[len(opened[-1].prefix):-1], inner))
            opened.append(inner)
        opened[-1].items.append(ScopeItem(node.name[len(opened[-1].prefix):], place))
    _connect(root, graph, positions)
    return root


def _prefixes(node: Node, calls: Collection[str]) -> list[str]:
    """The prefixes of the calls that a layer stands in, from the outermost; groups are no part of its name."""
    found, prefix = [], ""
    for part in node.path:
        if node.name.startswith(f"{prefix}{part}/") and (not calls or f"{prefix}{part}/" in calls):
            prefix = f"{prefix}{part}/"
            found.append(prefix)
    return found


def _connect(scope: ModuleScope, graph: Graph, positions: dict[str, int]) -> None:
    """Work out what every scope reads and gives."""
    readers: dict[int, set[int]] = {}
    for place, node in enumerate(graph.nodes):
        for source in node.inputs:
            readers.setdefault(source, set()).add(place)
    ends = {*graph.outputs}

    def visit(each: ModuleScope) -> None:
        own = [*each.nodes()]
        inside = {*own}
        outside = dict.fromkeys(source for place in own for source in graph.nodes[place].inputs if source not in inside)
        declared = [positions[name] for name in (each.call.sources if each.call else ()) if name in positions]
        each.reads = [*dict.fromkeys([*(place for place in declared if place in outside), *outside])]
        each.gives = [place for place in own if place in ends or not readers.get(place, set()) <= inside]
        for item in each.items:
            if isinstance(item.what, ModuleScope):
                visit(item.what)

    visit(scope)
    scope.reads = [place for place, node in enumerate(graph.nodes) if "input" in node.op.traits]
    scope.gives = [*graph.outputs]
