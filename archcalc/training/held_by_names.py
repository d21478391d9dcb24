"""How long names in a program hold a volume, beyond its last reader.

A module's own input is held while its layers run: by the argument of the call, whatever the module does with it. A
group of modules is a row of them, with an input of its own. Where what is joined is joined again, the pieces stay in a
list until the last join, as PyTorch's DenseNets have it. A network on tokens names the tokens that it made before its
blocks work on them, and a block what it normed for its branch, as torchvision's transformers do.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from archcalc.network.graph import Graph, Node
from archcalc.operators.shape_kinds import is_tokens


def held_until(graph: Graph, owner: list[int], last: list[int]) -> list[int]:
    """For every node, by position, the last node at which the memory of its output is read or has a name.

    `owner` tells in which node's memory each output lies, `last` who reads that memory last.
    """
    found = list(last)
    for i, end in chain(_module_inputs(graph), _of_tokens(graph), _pieces(graph)):
        found[owner[i]] = max(found[owner[i]], end)
    return found


def _module_inputs(graph: Graph) -> Iterator[tuple[int, int]]:
    """What each module reads from outside, and its last layer."""
    for first, end in _modules(graph):
        for node in graph.nodes[first:end + 1]:
            yield from ((position, end) for position in node.inputs if position < first)


def _modules(graph: Graph) -> Iterator[tuple[int, int]]:
    """The first and the last layer of every module, and of the modules in every group.

    A module's name is part of its layers' names, a group's is not.
    """
    ends: dict[tuple[str, ...], tuple[int, int]] = {}
    for i, node in enumerate(graph.nodes):
        within = node.name.split("/")[:-1]
        for depth, part in enumerate(node.path, 1):
            if part in within or len(node.path) > depth:
                first, _ = ends.get(node.path[:depth], (i, i))
                ends[node.path[:depth]] = first, i
    yield from ends.values()


def _of_tokens(graph: Graph) -> Iterator[tuple[int, int]]:
    """Tokens that were made or marked, and the last layer on tokens; normed ones, and the sum behind their branch.

    That is no sum of a module inside of the branch. A view is no new name's: `x = x.flatten(2)` takes the place of what
    it shows.
    """
    on_tokens = [i for i, node in enumerate(graph.nodes) if is_tokens(node.shape)]
    sums = dict[int, int]()
    for i in reversed(range(len(graph.nodes))):
        node = graph.nodes[i]
        if "sum" in node.op.traits:
            sums[len(node.path)] = i
        elif is_tokens(node.shape) and "norm" in node.op.traits:
            yield i, min((at for depth, at in sums.items() if depth <= len(node.path)), default=on_tokens[-1])
        elif is_tokens(node.shape) and "token" in node.op.traits and not node.op.is_view(training=True):
            yield i, on_tokens[-1]


def _pieces(graph: Graph) -> Iterator[tuple[int, int]]:
    """What is joined, but joins themselves, and the last of the joins that it ends up in, one after another."""
    last = list(range(len(graph.nodes)))
    for i in reversed(range(len(graph.nodes))):
        if _joins(graph.nodes[i]):
            for position in graph.nodes[i].inputs:
                if _joins(graph.nodes[position]):
                    last[position] = max(last[position], last[i])
                else:
                    yield position, last[i]


def _joins(node: Node) -> bool:
    return "stacks" in node.op.traits
