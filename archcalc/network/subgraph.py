"""Parts of a graph: as far as some of its layers, or one module of it alone."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from archcalc.network.graph import Graph, Node
from archcalc.operators import find


def up_to(graph: Graph, wanted: Iterable[int]) -> Graph:
    """The nodes at the positions wanted, which become the outputs, and all that they read."""
    outputs = sorted(wanted)
    needed, left = set(outputs), list(outputs)
    while left:
        for read in graph.nodes[left.pop()].inputs:
            if read not in needed:
                needed.add(read)
                left.append(read)
    order = sorted(needed)
    place = {old: new for new, old in enumerate(order)}
    kept = (graph.nodes[old] for old in order)
    nodes = tuple(node._replace(inputs=tuple(place[read] for read in node.inputs)) for node in kept)
    return graph._replace(nodes=nodes, outputs=tuple(place[old] for old in outputs))


def modules(graph: Graph) -> dict[str, list[int]]:
    """The positions of the layers of every module, by its full name."""
    found: dict[str, list[int]] = {}
    for position, node in enumerate(graph.nodes):
        names = node.name.split("/")
        for depth in range(1, len(names)):
            found.setdefault("/".join(names[:depth]), []).append(position)
    return found


def readers(graph: Graph) -> list[list[int]]:
    """The positions of the nodes that read each node."""
    found: list[list[int]] = [[] for _ in graph.nodes]
    for position, node in enumerate(graph.nodes):
        for source in node.inputs:
            found[source].append(position)
    return found


def given_by(graph: Graph, positions: Collection[int], read_by: Sequence[Sequence[int]]) -> tuple[int, ...]:
    """The positions in a part of a graph whose output is read outside of it, or is the network's.

    `read_by` are the graph's readers.
    """
    own = set(positions)
    return tuple(i for i in positions if i in graph.outputs or not own.issuperset(read_by[i]))


def part(graph: Graph, positions: Sequence[int], outputs: Iterable[int]) -> Graph:
    """The nodes at some positions as a network of their own: what they read of others is its input."""
    own = set(positions)
    read = dict.fromkeys(source for i in positions for source in graph.nodes[i].inputs if source not in own)
    order = [*read, *positions]
    place = {old: new for new, old in enumerate(order)}
    entrances = (entrance(graph.nodes[source]) for source in read)
    inner = (graph.nodes[i]._replace(inputs=tuple(place[source] for source in graph.nodes[i].inputs))
             for i in positions)
    return graph._replace(nodes=(*entrances, *inner), outputs=tuple(place[i] for i in outputs))


def entrance(node: Node) -> Node:
    """What stands for a layer that a part reads and does not have: an input of its volume."""
    op = find("input")
    assert op is not None
    return Node(node.name, op(shape=tuple(node.volume)), (), (), node.shape)
