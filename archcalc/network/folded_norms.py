"""A network whose batch norms are folded into the convolutions before them, as converters to int8 have it.

A batch norm with running statistics scales and shifts each channel by constants: the scale goes into the convolution's
weights, the shift into its bias. A norm is folded where nothing else reads its convolution.
"""

from __future__ import annotations

from collections import Counter

from archcalc.network.graph import Graph, Node

FOLDED = "norms: batch norms are folded into the convolutions before them, their parameters into biases (--no-fold)"
"""A sentence on folding, where networks are many."""


def foldable(graph: Graph) -> dict[int, int]:
    """The batch norms that fold, by position, each with its convolution: one that nothing else reads."""
    readers = Counter(position for node in graph.nodes for position in node.inputs)
    return {i: node.inputs[0] for i, node in enumerate(graph.nodes)
            if "running-statistics" in node.op.traits and readers[node.inputs[0]] == 1
            and "plain-convolution" in graph.nodes[node.inputs[0]].op.traits}


def fold_norms(graph: Graph) -> Graph:
    """The same network without the norms that fold, their convolutions with biases; and a note on how many there are.

    Figures that were printed are those of the network as it was written, and no longer of this one.

    >>> from archcalc import build
    >>> folded = fold_norms(build("resnet18"))
    >>> [node.op.kind for node in folded.nodes[:4]], folded.nodes[1].op.attributes["bias"]
    (['input', 'conv', 'relu', 'max_pool'], True)
    """
    folds = foldable(graph)
    place: dict[int, int] = {}
    nodes: list[Node] = []
    for i, node in enumerate(graph.nodes):
        if i in folds:
            place[i] = place[folds[i]]
            continue
        place[i] = len(nodes)
        nodes.append(node._replace(inputs=tuple(place[read] for read in node.inputs)))
    for convolution in folds.values():
        node = nodes[place[convolution]]
        nodes[place[convolution]] = node._replace(op=node.op.replace(bias=True))
    return graph._replace(about=graph.about._replace(published=()), nodes=tuple(nodes),
                          outputs=tuple(place[output] for output in graph.outputs),
                          notes=(*graph.notes, *note(graph, folded=True)))


def note(graph: Graph, *, folded: bool) -> tuple[str, ...]:
    """A sentence on the batch norms of a network, if it has some: how many are folded, and how many are not."""
    norms = sum("running-statistics" in node.op.traits for node in graph.nodes)
    if not norms:
        return ()
    if not folded:
        return (f"norms: {norms} batch norms are counted by themselves, not folded into convolutions (--fold)",)
    here = len(foldable(graph))
    left = f"; {norms - here} do not follow a convolution of their own, and stay" if norms > here else ""
    return (f"norms: {here} batch norms are folded into the convolutions before them, their parameters into biases"
            f"{left} (--no-fold counts them all)",)
