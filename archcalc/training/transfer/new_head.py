"""A network's classifier: found, replaced by a new one, or put upon an earlier layer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from archcalc.base.errors import ArchcalcError, Refused, quoted
from archcalc.base.named_tuples import NamedTuple
from archcalc.counting.measures import figures
from archcalc.counting.measures.per_layer import learned
from archcalc.network.graph import Graph, Node
from archcalc.network.subgraph import up_to
from archcalc.operators import find
from archcalc.operators.given_attributes import parse_attribute
from archcalc.operators.operator import Op
from archcalc.operators.shape_kinds import is_spatial
from archcalc.operators.shapes import written

_WIDTHS = ("units", "filters")
"""Attributes that say how many numbers a layer answers with."""
_NEW = "new"
"""The group of the layers that are put upon an earlier one."""


class Transferred(NamedTuple):
    """A network with a new classifier: the graph, and the positions of the layers that begin with random weights."""

    graph: Graph
    new: frozenset[int]


def heads(graph: Graph) -> tuple[int, ...]:
    """The positions of the layers that make a number for each class, one for each output. Raises ArchcalcError."""
    return tuple(_head(graph, output) for output in graph.outputs)


def _head(graph: Graph, output: int) -> int:
    """Back from an output to the layer that sets how many numbers it has."""
    answer, position = graph.nodes[output], output
    if len(answer.shape) != 2:
        raise _none(graph, f"{quoted(answer.name)} is a volume of {written(answer.shape)}, not a number for each class")
    while not set(_WIDTHS) & graph.nodes[position].op.fields.keys():
        node = graph.nodes[position]
        if len(node.inputs) != 1 or figures(node).weight:
            raise _none(graph, f"its answer is that of {node.op.kind} {quoted(node.name)}, whose size cannot be set")
        position = node.inputs[0]
    return position


def _none(graph: Graph, reason: str) -> ArchcalcError:
    return ArchcalcError.of("no-classifier", f"{graph.about.name} has no classifier to replace: {reason}",
                            hint="transfer asks for a network that ends in one number for each class")


def with_new_head(graph: Graph, classes: int) -> Transferred:
    """The same network for another number of classes: its last layer anew, sizes and parameters by the layers' rules.

    A classifier whose weights are not trained, as the codes of LeNet-5 that were drawn by hand, gives way to a linear
    one. Raises ArchcalcError where there is no classifier, or the number is none.

    >>> from archcalc import build
    >>> with_new_head(build("resnet50"), 10).graph.node("fc").op
    linear(units=10, bias=True)
    """
    found = heads(graph)
    try:
        made = _rebuilt(graph, {position: _resized(graph.nodes[position], classes) for position in found})
    except Refused as fact:
        raise ArchcalcError([fact.at(None, f"{graph.about.name} for {classes} classes")]) from None
    return Transferred(made, frozenset(position for position in _after(graph, found) if learned(made.nodes[position])))


def on_earlier(graph: Graph, position: int, classes: int) -> Transferred:
    """A linear classifier on the values of an earlier layer; what the layer does not need is left out.

    Each channel of a volume is averaged; of tokens the network's own is taken, or all. Raises ArchcalcError.
    """
    part = up_to(graph, [position])
    linear = _op("linear", units=1)
    try:
        linear = linear.replace(units=parse_attribute(type(linear), "units", classes))
    except Refused as fact:
        raise ArchcalcError([fact.at(None, f"{graph.about.name} for {classes} classes")]) from None
    nodes = list(part.nodes)
    for name, op in (*_vector(graph, part.nodes[-1]), ("fc", linear)):
        shape = nodes[-1].shape
        nodes.append(Node(f"{_NEW}/{name}", op, (len(nodes) - 1,), (shape,), op.output(shape), (_NEW,)))
    last = len(nodes) - 1
    return Transferred(part._replace(nodes=tuple(nodes), outputs=(last,)), frozenset({last}))


def is_added(node: Node) -> bool:
    """True where a layer was put upon an earlier one, and is not of the network itself."""
    return node.path == (_NEW,)


def _vector(graph: Graph, node: Node) -> list[tuple[str, Op]]:
    """The operators that make a vector of a layer's values."""
    if is_spatial(node.shape):
        return [("pool", _op("global_avg_pool")), ("flatten", _op("flatten"))]
    if len(node.shape) == 3:
        own = next((each.op for each in graph.nodes if "readout" in each.op.traits), _op("flatten"))
        return [(own.kind, own)]
    return []


def _after(graph: Graph, starts: Iterable[int]) -> list[int]:
    """Some positions, and all that read what these give."""
    found = set(starts)
    for position, node in enumerate(graph.nodes):
        if found.intersection(node.inputs):
            found.add(position)
    return sorted(found)


def _resized(node: Node, classes: int) -> Op:
    (width,) = set(_WIDTHS) & node.op.fields.keys()
    op = node.op if learned(node) else _op("linear", units=1)
    width = width if learned(node) else "units"
    return op.replace(**{width: parse_attribute(type(op), width, classes)})


def _op(kind: str, **attributes: object) -> Op:
    found = find(kind)
    assert found is not None
    return found(**attributes)


def _rebuilt(graph: Graph, ops: Mapping[int, Op]) -> Graph:
    """The graph with other operators at some positions, and every shape that follows. Raises Refused."""
    nodes: list[Node] = []
    for position, node in enumerate(graph.nodes):
        op, shapes = ops.get(position, node.op), tuple(nodes[read].shape for read in node.inputs)
        shape = node.shape if op is node.op and shapes == node.input_shapes else op.output(*shapes)
        nodes.append(node._replace(op=op, input_shapes=shapes, shape=shape))
    return graph._replace(nodes=tuple(nodes))
